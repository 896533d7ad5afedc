import type {
  ConnectorState,
  FlowMessage,
  MqttMessage,
  Outcome,
  Receipt,
  Sink,
  SinkEvents,
} from "@/server/runtime/flow/contracts";
import { Credit, type CreditLimits } from "@/server/runtime/flow/credit";
import { Flow } from "@/server/runtime/flow/flow";
import { laneCount } from "@/server/runtime/flow/lane-of";
import { LatencyHistogram } from "@/server/runtime/flow/latency";
import { Ledger } from "@/server/runtime/flow/ledger";
import type {
  AppendResult,
  DeadLetterInput,
  DeadLetterStore,
  MessageTracer,
  SpooledChunk,
  SpoolStore,
} from "@/server/runtime/flow/ports";
import type { ScheduledTask, Scheduler } from "@/server/runtime/flow/scheduler";
import { SendGate } from "@/server/runtime/flow/send-gate";

export const failure = { code: "sinkUnreachable", stage: "send", message: "refused" } as const;

/** Time stands still until `advance`; answers of promises are let through by `settle`. */
export class FakeScheduler implements Scheduler {
  private nowMs = 1_000;
  private deferred: (() => void)[] = [];
  private timers: { atMs: number; task: () => void }[] = [];

  now(): number {
    return this.nowMs;
  }

  defer(task: () => void): void {
    this.deferred.push(task);
  }

  after(delayMs: number, task: () => void): ScheduledTask {
    const timer = { atMs: this.nowMs + delayMs, task };
    this.timers.push(timer);
    return {
      cancel: () => {
        this.timers = this.timers.filter((other) => other !== timer);
      },
    };
  }

  /** Time passes while nothing runs. */
  freeze(durationMs: number): void {
    this.nowMs += durationMs;
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      for (const task of this.deferred.splice(0)) {
        task();
      }
      await Promise.resolve();
    }
  }

  async advance(durationMs: number): Promise<void> {
    const endMs = this.nowMs + durationMs;
    await this.settle();
    for (;;) {
      const next = this.timers.filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) {
        break;
      }
      this.timers = this.timers.filter((timer) => timer !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.task();
      await this.settle();
    }
    this.nowMs = endMs;
  }
}

/** Other flows keep all but two places at the gate. */
function busyGate(scheduler: Scheduler): SendGate {
  const gate = new SendGate(scheduler);
  for (let other = 0; other < 14; other += 1) {
    gate.begin();
  }
  return gate;
}

/** A destination in memory: `stored` is what RocketMQ would hold, in its order. */
export class MemorySink implements Sink {
  state: ConnectorState = { status: "connected" };
  limits = { batchBytesMax: 1 << 20, batchMessagesMax: 64, messageBytesMax: 1 << 20 };
  readonly stored: FlowMessage[] = [];
  readonly batchSizes: number[] = [];
  readonly lanesInFlight = new Set<number>();
  isHolding = false;
  gate: SendGate | undefined;
  judge: (message: FlowMessage) => Outcome = () => ({ status: "delivered" });
  private held: (() => void)[] = [];

  open(_events: SinkEvents): void {}

  async close(): Promise<void> {}

  send(lane: number, batch: readonly FlowMessage[]): Promise<readonly Outcome[]> {
    if (this.lanesInFlight.has(lane)) {
      throw new Error(`Lane ${lane} has a second request in flight.`);
    }
    this.lanesInFlight.add(lane);
    this.batchSizes.push(batch.length);
    return new Promise((resolve) => {
      const answer = () => {
        this.lanesInFlight.delete(lane);
        const outcomes = batch.map((message) => this.judge(message));
        this.stored.push(...batch.filter((_, index) => outcomes[index]?.status === "delivered"));
        resolve(outcomes);
      };
      if (this.isHolding) {
        this.held.push(answer);
      } else {
        answer();
      }
    });
  }

  release(countMax = Number.POSITIVE_INFINITY): void {
    for (const answer of this.held.splice(0, countMax)) {
      answer();
    }
  }
}

/** A disk in memory; `isHolding` keeps writes from being committed. */
export class MemorySpool implements SpoolStore {
  bytes = 0;
  readonly chunks: { lane: number; sequence: number; messages: FlowMessage[] }[] = [];
  result: AppendResult["status"] = "committed";
  isHolding = false;
  private held: (() => void)[] = [];
  private sequence = 0;

  get initialCounts(): number[] {
    return Array.from({ length: laneCount }, (_, lane) =>
      this.chunks.filter((chunk) => chunk.lane === lane).reduce((sum, chunk) => sum + chunk.messages.length, 0),
    );
  }

  append(lane: number, messages: readonly FlowMessage[]): Promise<AppendResult> {
    return new Promise((resolve) => {
      const commit = () => {
        if (this.result === "committed") {
          this.sequence += 1;
          this.chunks.push({ lane, sequence: this.sequence, messages: messages.map(withoutReceipt) });
          resolve({ status: "committed", sequence: this.sequence });
        } else {
          resolve(this.result === "full" ? { status: "full" } : { status: "failed", reason: failure });
        }
      };
      if (this.isHolding) {
        this.held.push(commit);
      } else {
        commit();
      }
    });
  }

  async read(lane: number, afterSequence: number): Promise<readonly SpooledChunk[]> {
    return this.chunks
      .filter((chunk) => chunk.lane === lane && chunk.sequence > afterSequence)
      .slice(0, 2)
      .map(({ sequence, messages }) => ({ sequence, messages: messages.map(withoutReceipt) }));
  }

  readonly progress = new Map<number, number>();

  noteProgress(sequence: number, confirmedCount: number): void {
    this.progress.set(sequence, confirmedCount);
  }

  /** What the next life finds after a kill. */
  kill(): void {
    for (const [sequence, confirmedCount] of this.progress) {
      const chunk = this.chunks.find((candidate) => candidate.sequence === sequence);
      chunk?.messages.splice(0, confirmedCount);
    }
    this.progress.clear();
  }

  shrink(sequence: number, messages: readonly FlowMessage[]): void {
    const chunk = this.chunks.find((candidate) => candidate.sequence === sequence);
    if (chunk !== undefined) {
      chunk.messages = messages.map(withoutReceipt);
      this.progress.delete(sequence);
    }
  }

  remove(sequence: number): void {
    this.progress.delete(sequence);
    this.chunks.splice(
      this.chunks.findIndex((chunk) => chunk.sequence === sequence),
      1,
    );
  }

  release(countMax = Number.POSITIVE_INFINITY): void {
    for (const commit of this.held.splice(0, countMax)) {
      commit();
    }
  }
}

function withoutReceipt(message: FlowMessage): FlowMessage {
  return { ...message, receipt: undefined };
}

export class MemoryDeadLetters implements DeadLetterStore {
  readonly letters: DeadLetterInput[] = [];
  result: "stored" | "full" | "failed" = "stored";

  async add(letters: readonly DeadLetterInput[]): Promise<"stored" | "full" | "failed"> {
    if (this.result === "stored") {
      this.letters.push(...letters);
    }
    return this.result;
  }
}

export class TestReceipt implements Receipt {
  isVoid = false;
  confirmations = 0;

  confirm(): void {
    this.confirmations += 1;
  }
}

export interface Sent {
  topic: string;
  n: number;
  qos: 0 | 1;
  receipt: TestReceipt | undefined;
}

export function createHarness(
  limits: CreditLimits = { messages: 10_000, bytes: 64 << 20 },
  spool = new MemorySpool(),
  tracer?: MessageTracer,
) {
  const scheduler = new FakeScheduler();
  const sink = new MemorySink();
  sink.gate = busyGate(scheduler);
  const deadLetters = new MemoryDeadLetters();
  const ledger = new Ledger();
  const latency = new LatencyHistogram();
  const pauses: string[] = [];
  const sent: Sent[] = [];
  const held = new Credit(limits);
  const bestEffort = new Credit({ messages: 500, bytes: 1 << 20 });
  const flow = new Flow({
    scheduler,
    random: () => 0.5,
    sink,
    spool,
    deadLetters,
    map: ({ topic, payload, qos }, receipt, receivedAtMs) => ({
      key: topic,
      body: payload,
      properties: "",
      qos,
      receivedAtMs,
      receipt,
    }),
    ledger,
    latency,
    held,
    bestEffort,
    ...(tracer === undefined ? {} : { tracer }),
    onPause: () => pauses.push("pause"),
    onResume: () => pauses.push("resume"),
    onWake: () => pauses.push("wake"),
  });
  flow.start();
  flow.onSinkState(sink.state);
  const numbers = new Map<string, number>();
  const publish = (topic: string, qos: 0 | 1 = 1): boolean => {
    const n = (numbers.get(topic) ?? 0) + 1;
    numbers.set(topic, n);
    const receipt = qos === 1 ? new TestReceipt() : undefined;
    sent.push({ topic, n, qos, receipt });
    const message: MqttMessage = {
      topic,
      payload: Buffer.from(String(n)),
      qos,
      clientId: undefined,
      cleanSession: undefined,
      mqtt5: undefined,
    };
    return flow.deliver(message, receipt);
  };
  const setConnected = (isConnected: boolean) => {
    sink.state = isConnected ? { status: "connected" } : { status: "failing", reason: failure };
    flow.onSinkState(sink.state);
  };
  const unconfirmed = () => sent.filter(({ receipt }) => receipt !== undefined && receipt.confirmations === 0);
  return {
    scheduler,
    sink,
    spool,
    deadLetters,
    ledger,
    latency,
    pauses,
    sent,
    held,
    bestEffort,
    flow,
    publish,
    setConnected,
    unconfirmed,
  };
}

/** First occurrences of each topic's messages, as numbers. */
export function firstOccurrences(stored: readonly FlowMessage[]): Map<string, number[]> {
  const seen = new Map<string, number[]>();
  for (const { key, body } of stored) {
    const numbers = seen.get(key) ?? [];
    const n = Number(body.toString());
    if (!numbers.includes(n)) {
      numbers.push(n);
    }
    seen.set(key, numbers);
  }
  return seen;
}
