import type { NewDeviceEvent } from "@/db/queries/runtime/device-events";
import type { TraceMinuteRow } from "@/db/schema/runtime/trace-minutes";
import { messageBurstSeconds } from "@/lib/traces/limits";
import type { RecordsStore } from "../records/records-store";
import type { TraceWrite } from "./message-passport";

const minuteMs = 60_000;
/** Waiting to be written; more are let go, since nothing depends on them. */
const waitingMax = 20_000;
/** Rows that one pass removes: the thread serves dead letters too. */
const pruneRowsMax = 5_000;
const pruneEveryMs = 10_000;

export interface TraceSettings {
  messagesPerSecond: number;
  rowsMax: number;
  keptMs: number;
}

export interface TraceLogOptions {
  settings: TraceSettings;
  records: Pick<RecordsStore, "call">;
  onError(problem: string): void;
}

type Counts = Omit<TraceMinuteRow, "minuteMs"> & { nowMs: number };

/** What was traced on its way to runtime.db: gathered in memory, written once a second, kept within bounds. Never waited for. */
export class TraceLog {
  readonly messageRate: { perSecond: number; burst: number };
  private messages: TraceWrite[] = [];
  private devices: NewDeviceEvent[] = [];
  private minutes = new Map<string, TraceMinuteRow>();
  private underWay: Promise<void> | undefined;
  private prunedAtMs = Number.NEGATIVE_INFINITY;
  private readonly options: TraceLogOptions;

  constructor(options: TraceLogOptions) {
    this.options = options;
    const perSecond = options.settings.messagesPerSecond;
    this.messageRate = { perSecond, burst: perSecond * messageBurstSeconds };
  }

  readonly addMessage = (write: TraceWrite): void => {
    if (this.messages.length < waitingMax) {
      this.messages.push(write);
    }
  };

  addDevice(event: NewDeviceEvent): void {
    if (this.devices.length < waitingMax) {
      this.devices.push(event);
    }
  }

  count({ nowMs, ...counts }: Counts): void {
    const startMs = Math.floor(nowMs / minuteMs) * minuteMs;
    const key = `${counts.kind}/${counts.instanceId}/${counts.ruleId}/${startMs}`;
    const before = this.minutes.get(key);
    this.minutes.set(key, {
      ...counts,
      minuteMs: startMs,
      seen: counts.seen + (before?.seen ?? 0),
      recorded: counts.recorded + (before?.recorded ?? 0),
    });
  }

  /** Once a second; the next write waits until this one is done. */
  tick(nowMs: number): void {
    if (this.underWay === undefined) {
      this.underWay = this.write(nowMs).finally(() => {
        this.underWay = undefined;
      });
    }
  }

  /** The last word at a stop. */
  async close(): Promise<void> {
    await this.underWay;
    await this.write(Date.now());
  }

  private async write(nowMs: number): Promise<void> {
    const { messages, devices, minutes } = this;
    if (messages.length + devices.length + minutes.size > 0) {
      this.messages = [];
      this.devices = [];
      this.minutes = new Map();
      const reply = await this.options.records.call("addTraces", { messages, devices, minutes: [...minutes.values()] });
      if (!reply.ok) {
        this.options.onError(reply.message);
      }
    }
    if (nowMs - this.prunedAtMs > pruneEveryMs) {
      await this.prune(nowMs);
    }
  }

  private async prune(nowMs: number): Promise<void> {
    const { rowsMax, keptMs } = this.options.settings;
    const bounds = { oldestMs: nowMs - keptMs, rowsMax, limit: pruneRowsMax };
    const reply = await this.options.records.call("pruneTraces", bounds);
    // With more to remove the next second goes on.
    if (!reply.ok || reply.result < pruneRowsMax) {
      this.prunedAtMs = nowMs;
    }
  }
}
