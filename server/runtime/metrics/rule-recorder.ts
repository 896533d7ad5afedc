import type { RuleMinuteRow } from "@/db/schema/runtime/rule-minutes";
import type { RuleTotalsRow } from "@/db/schema/runtime/rule-totals";
import type { RuleTotals } from "@/lib/metrics/schemas";
import type { RuleSnapshot } from "@/server/protocol/messages";
import { LatencyHistogram } from "../flow/latency";
import type { RuleRunner } from "../rule-runner";

const minuteMs = 60_000;
/** While rules are idle only the time of their connections moves: written for all in the same second. A gap that is told a little too early hides nothing. */
const connectedCheckpointMs = 15_000;

export type ShownState = Pick<RuleSnapshot, "instanceId" | "state" | "stateReason" | "stateSinceMs">;

/** Turns one rule's integers into what is shown each second and kept each minute. */
export class RuleRecorder {
  private stateName: string | undefined;
  private stateSinceMs = Date.now();
  private checkpointed = "";
  private checkpointedPeriod = 0;
  private lastTotals: RuleTotals | undefined;
  private lastErrors = 0;
  private minute: { startMs: number; latency: LatencyHistogram; backlogMax: number; errors: number } | undefined;
  readonly runner: RuleRunner;

  constructor(runner: RuleRunner) {
    this.runner = runner;
  }

  /** What the rule is doing now, and since when. */
  judge(nowMs: number): ShownState {
    const { state, reason } = this.runner.judge();
    const key = `${state}/${reason?.code ?? ""}`;
    if (key !== this.stateName) {
      this.stateName = key;
      this.stateSinceMs = nowMs;
    }
    return {
      instanceId: this.runner.desired?.mqtt.instanceId ?? "",
      state,
      ...(reason === undefined ? {} : { stateReason: reason }),
      stateSinceMs: this.stateSinceMs,
    };
  }

  /** Once a second. `minutes` receives the minute that has just ended. */
  snapshot(nowMs: number, minutes: RuleMinuteRow[]): RuleSnapshot {
    const { runner } = this;
    const { ledger, latency } = runner;
    const totals = totalsOf(runner);
    const backlog = ledger.spooled + ledger.inFlight;
    const snapshot: RuleSnapshot = {
      ...this.judge(nowMs),
      totals,
      backlog,
      backlogBytes: runner.backlogBytes,
      ...(runner.backlogBytesMax === undefined ? {} : { backlogBytesMax: runner.backlogBytesMax }),
      ...(runner.sessionLostSinceMs === undefined ? {} : { sessionLostSinceMs: runner.sessionLostSinceMs }),
      drainEtaSeconds: this.drainEta(totals, backlog),
      latencyMs: percentiles(latency),
      errors: ledger.errors - this.lastErrors,
      warnings: runner.warnings,
    };
    this.addToMinute(nowMs, backlog, minutes);
    this.lastTotals = totals;
    this.lastErrors = ledger.errors;
    latency.reset();
    return snapshot;
  }

  /** What changed since the last checkpoint; undefined when nothing did. */
  takeCheckpoint(): RuleTotalsRow | undefined {
    const { ruleId, lastConnectedAtMs } = this.runner;
    const totals = totalsOf(this.runner);
    const text = JSON.stringify([totals, lastConnectedAtMs === undefined]);
    const period = Math.floor((lastConnectedAtMs ?? 0) / connectedCheckpointMs);
    if (text === this.checkpointed && period === this.checkpointedPeriod) {
      return undefined;
    }
    this.checkpointed = text;
    this.checkpointedPeriod = period;
    return { ruleId, ...totals, lastConnectedAtMs: lastConnectedAtMs ?? null };
  }

  private drainEta(totals: RuleTotals, backlog: number): number | null {
    const { lastTotals } = this;
    if (backlog === 0 || lastTotals === undefined) {
      return backlog === 0 ? 0 : null;
    }
    const perSecond = totals.delivered - lastTotals.delivered - (totals.received - lastTotals.received);
    return perSecond > 0 ? Math.ceil(backlog / perSecond) : null;
  }

  private addToMinute(nowMs: number, backlog: number, minutes: RuleMinuteRow[]): void {
    const startMs = Math.floor(nowMs / minuteMs) * minuteMs;
    if (this.minute !== undefined && this.minute.startMs !== startMs) {
      minutes.push(this.toRow(this.minute));
      this.minute = undefined;
    }
    this.minute ??= { startMs, latency: new LatencyHistogram(), backlogMax: 0, errors: 0 };
    this.minute.latency.addFrom(this.runner.latency);
    this.minute.backlogMax = Math.max(this.minute.backlogMax, backlog);
    this.minute.errors += this.runner.ledger.errors - this.lastErrors;
  }

  private toRow(minute: NonNullable<RuleRecorder["minute"]>): RuleMinuteRow {
    const { p50, p95, p99 } = percentiles(minute.latency);
    const { received = 0, delivered = 0 } = this.lastTotals ?? {};
    return {
      ruleId: this.runner.ruleId,
      minuteMs: minute.startMs,
      received,
      delivered,
      backlogMax: minute.backlogMax,
      p50Ms: p50,
      p95Ms: p95,
      p99Ms: p99,
      errors: minute.errors,
    };
  }
}

function percentiles(latency: LatencyHistogram): RuleSnapshot["latencyMs"] {
  return { p50: latency.percentile(50), p95: latency.percentile(95), p99: latency.percentile(99) };
}

function totalsOf({ ledger }: RuleRunner): RuleTotals {
  const { received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost } = ledger;
  const { skippedRetained, retried, bytes } = ledger;
  return {
    ...{ received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost },
    ...{ skippedRetained, retried, bytes },
  };
}
