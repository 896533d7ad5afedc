import type { RuleMinuteRow } from "@/db/schema/runtime/rule-minutes";
import type { RuleTotalsRow } from "@/db/schema/runtime/rule-totals";
import type { RuleTotals } from "@/lib/metrics/schemas";
import type { RuleSnapshot } from "@/server/protocol/messages";
import { LatencyHistogram } from "../flow/latency";
import type { Ledger } from "../flow/ledger";
import type { RuleRunner } from "../rule-runner";

const minuteMs = 60_000;
/** While rules are idle only the time of their connections moves: written for all in the same second. A gap that is told a little too early hides nothing. */
const connectedCheckpointMs = 15_000;

export type ShownState = Pick<RuleSnapshot, "instanceId" | "state" | "stateReason" | "stateSinceMs">;

/** Turns one rule's integers into what is shown each second and kept each minute. */
export class RuleRecorder {
  private shown: ShownState | undefined;
  private totals: RuleTotals;
  private checkpointedTotals: RuleTotals | undefined;
  private checkpointedPeriod = 0;
  private last: RuleSnapshot | undefined;
  private lastErrors = 0;
  private minute: { startMs: number; latency: LatencyHistogram; backlogMax: number; errors: number } | undefined;
  readonly runner: RuleRunner;

  constructor(runner: RuleRunner) {
    this.runner = runner;
    this.totals = totalsOf(runner.ledger);
  }

  /** What the rule is doing now, and since when; the same object while nothing changed. */
  judge(nowMs: number): ShownState {
    const { state, reason } = this.runner.judge();
    const instanceId = this.runner.desired?.mqtt.instanceId ?? "";
    const before = this.shown;
    const isSame = before?.state === state && before.stateReason?.code === reason?.code;
    if (isSame && before.stateReason?.detail === reason?.detail && before.instanceId === instanceId) {
      return before;
    }
    this.shown = {
      instanceId,
      state,
      ...(reason === undefined ? {} : { stateReason: reason }),
      stateSinceMs: isSame ? before.stateSinceMs : nowMs,
    };
    return this.shown;
  }

  /** Once a second; the same object while nothing changed. `minutes` receives the minute that has just ended. */
  snapshot(nowMs: number, minutes: RuleMinuteRow[]): RuleSnapshot {
    const { runner, last } = this;
    const { ledger, latency } = runner;
    const totals = this.takeTotals();
    const backlog = ledger.spooled + ledger.inFlight;
    const now: RuleSnapshot = {
      ...this.judge(nowMs),
      totals,
      backlog,
      backlogBytes: runner.backlogBytes,
      ...(runner.backlogBytesMax === undefined ? {} : { backlogBytesMax: runner.backlogBytesMax }),
      ...(runner.sessionLostSinceMs === undefined ? {} : { sessionLostSinceMs: runner.sessionLostSinceMs }),
      drainEtaSeconds: drainEta(last?.totals, totals, backlog),
      latencyMs: percentiles(latency),
      errors: ledger.errors - this.lastErrors,
      warnings: keep(runner.warnings, last?.warnings),
    };
    this.addToMinute(nowMs, backlog, minutes);
    this.lastErrors = ledger.errors;
    latency.reset();
    if (last === undefined || !isEqual(now, last)) {
      this.last = now;
    }
    return this.last ?? now;
  }

  /** What changed since the last checkpoint; undefined when nothing did. */
  takeCheckpoint(): RuleTotalsRow | undefined {
    const { ruleId, lastConnectedAtMs } = this.runner;
    const totals = this.takeTotals();
    const period = Math.floor((lastConnectedAtMs ?? 0) / connectedCheckpointMs);
    if (totals === this.checkpointedTotals && period === this.checkpointedPeriod) {
      return undefined;
    }
    this.checkpointedTotals = totals;
    this.checkpointedPeriod = period;
    return { ruleId, ...totals, lastConnectedAtMs: lastConnectedAtMs ?? null };
  }

  /** The same object while no message moved. */
  private takeTotals(): RuleTotals {
    const { ledger } = this.runner;
    if (totalNames.some((name) => ledger[name] !== this.totals[name])) {
      this.totals = totalsOf(ledger);
    }
    return this.totals;
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
    const { received = 0, delivered = 0 } = this.last?.totals ?? {};
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

/** Whole seconds until the backlog is gone at the pace of the last second; null while it does not shrink. */
function drainEta(before: RuleTotals | undefined, totals: RuleTotals, backlog: number): number | null {
  if (backlog === 0 || before === undefined) {
    return backlog === 0 ? 0 : null;
  }
  const perSecond = totals.delivered - before.delivered - (totals.received - before.received);
  return perSecond > 0 ? Math.ceil(backlog / perSecond) : null;
}

const noLatency: RuleSnapshot["latencyMs"] = { p50: null, p95: null, p99: null };

function percentiles(latency: LatencyHistogram): RuleSnapshot["latencyMs"] {
  return latency.count === 0
    ? noLatency
    : { p50: latency.percentile(50), p95: latency.percentile(95), p99: latency.percentile(99) };
}

const totalNames = [
  ...(["received", "delivered", "deadLettered", "spooled", "inFlight", "returned", "discarded", "lost"] as const),
  ...(["skippedRetained", "retried", "bytes"] as const),
];

function totalsOf(ledger: Ledger): RuleTotals {
  const { received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost } = ledger;
  const { skippedRetained, retried, bytes } = ledger;
  return {
    ...{ received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost },
    ...{ skippedRetained, retried, bytes },
  };
}

/** One level deep: what did not change kept its parts. */
function isEqual(one: RuleSnapshot, other: RuleSnapshot): boolean {
  return isWithin(one, other) && isWithin(other, one);
}

function isWithin(part: RuleSnapshot, whole: RuleSnapshot): boolean {
  for (const key in part) {
    const name = key as keyof RuleSnapshot; // safe because a snapshot has no other keys
    if (part[name] !== whole[name]) {
      return false;
    }
  }
  return true;
}

/** The array of before, if it says the same. */
function keep(texts: string[], before: string[] | undefined): string[] {
  const isSame = before?.length === texts.length && texts.every((text, index) => text === before[index]);
  return isSame ? before : texts;
}
