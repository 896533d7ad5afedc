import type { InstanceMinuteRow } from "@/db/schema/runtime/instance-minutes";
import type { RuleMinuteRow } from "@/db/schema/runtime/rule-minutes";
import type { InstanceSnapshot, RuleSnapshot, RuntimeSnapshot } from "@/server/protocol/messages";
import type { RecordsStore } from "../records/records-store";
import type { RuleRunner } from "../rule-runner";
import { InstanceRecorder } from "./instance-recorder";
import { ProcessMeter } from "./process-meter";
import { RuleRecorder, type ShownState } from "./rule-recorder";

const minutesKeptMs = 7 * 24 * 3_600_000;

export interface RecorderOptions {
  runners: ReadonlyMap<string, RuleRunner>;
  records: RecordsStore;
  instances(): Record<string, InstanceSnapshot>;
  onSnapshot(snapshot: RuntimeSnapshot): void;
  onState(ruleId: string, shown: ShownState): void;
  onImbalance(ruleId: string, imbalance: number): void;
}

/** Once a second: a snapshot for the console, and what changed to runtime.db. */
export class Recorder {
  private readonly rules = new Map<string, RuleRecorder>();
  private readonly states = new Map<string, string>();
  private readonly instances = new InstanceRecorder();
  private readonly meter = new ProcessMeter();
  private lastPurgeMs = 0;
  private readonly options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.options = options;
  }

  tick(): void {
    const nowMs = Date.now();
    const minutes: RuleMinuteRow[] = [];
    const rules: Record<string, RuleSnapshot> = {};
    for (const [ruleId, { runner }] of this.rules) {
      if (this.options.runners.get(ruleId) !== runner) {
        this.rules.delete(ruleId);
        this.states.delete(ruleId);
      }
    }
    for (const [ruleId, runner] of this.options.runners) {
      if (runner.desired !== undefined) {
        rules[ruleId] = this.record(ruleId, runner, nowMs, minutes);
      }
    }
    const instances = this.options.instances();
    const process = this.meter.read();
    this.options.onSnapshot({ type: "snapshot", tMs: nowMs, rules, unchanged: [], instances, process });
    void this.checkpoint(minutes, this.instances.note(instances, nowMs), nowMs);
  }

  /** Several times a second: a rule that is not running any more is news that does not wait for the next snapshot. */
  watch(): void {
    const nowMs = Date.now();
    for (const [ruleId, recorder] of this.rules) {
      if (this.states.get(ruleId) === runningState && this.options.runners.get(ruleId) === recorder.runner) {
        this.noteState(ruleId, recorder.judge(nowMs));
      }
    }
  }

  /** Also the last word at a stop. */
  async checkpoint(
    minutes: RuleMinuteRow[] = [],
    instanceMinutes: InstanceMinuteRow[] = [],
    nowMs = Date.now(),
  ): Promise<void> {
    const totals = [...this.rules.values()].flatMap((rule) => rule.takeCheckpoint() ?? []);
    const isPurgeDue = nowMs - this.lastPurgeMs > 3_600_000;
    if (totals.length + minutes.length + instanceMinutes.length === 0 && !isPurgeDue) {
      return;
    }
    this.lastPurgeMs = isPurgeDue ? nowMs : this.lastPurgeMs;
    const oldestMinuteMs = isPurgeDue ? nowMs - minutesKeptMs : undefined;
    await this.options.records.call("checkpoint", { totals, minutes, instanceMinutes, oldestMinuteMs });
  }

  private record(ruleId: string, runner: RuleRunner, nowMs: number, minutes: RuleMinuteRow[]): RuleSnapshot {
    const recorder = this.rules.get(ruleId) ?? new RuleRecorder(runner);
    this.rules.set(ruleId, recorder);
    const snapshot = recorder.snapshot(nowMs, minutes);
    this.noteState(ruleId, snapshot);
    if (runner.ledger.imbalance !== 0) {
      this.options.onImbalance(ruleId, runner.ledger.imbalance);
    }
    return snapshot;
  }

  private noteState(ruleId: string, shown: ShownState): void {
    const state = `${shown.state}/${shown.stateReason?.code ?? ""}`;
    if (this.states.get(ruleId) !== state) {
      this.states.set(ruleId, state);
      this.options.onState(ruleId, shown);
    }
  }
}

const runningState = "running/";
