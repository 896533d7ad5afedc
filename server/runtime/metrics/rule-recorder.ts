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

interface Minute {
  /** Undefined before the first. */
  startMs: number | undefined;
  latency: LatencyHistogram;
  backlogMax: number;
  errors: number;
}

/** Turns one rule's integers into what is shown each second and kept each minute. */
export class RuleRecorder {
  private shown: ShownState | undefined;
  private lastShown: ShownState | undefined;
  private totals: RuleTotals;
  private checkpointedTotals: RuleTotals | undefined;
  private checkpointedPeriod = 0;
  private last: RuleSnapshot | undefined;
  private lastErrors = 0;
  private readonly minute: Minute = { startMs: undefined, latency: new LatencyHistogram(), backlogMax: 0, errors: 0 };
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
    const shown = this.judge(nowMs);
    const totals = this.takeTotals();
    const backlog = ledger.spooled + ledger.inFlight;
    const errors = ledger.errors - this.lastErrors;
    const eta = drainEta(last?.totals, totals, backlog);
    const warnings = keep(runner.warnings, last?.warnings);
    const isStill =
      shown === this.lastShown &&
      totals === last?.totals &&
      backlog === last.backlog &&
      errors === last.errors &&
      eta === last.drainEtaSeconds &&
      warnings === last.warnings &&
      latency.count === 0 &&
      last.latencyMs === noLatency &&
      runner.backlogBytes === last.backlogBytes &&
      runner.backlogBytesMax === last.backlogBytesMax &&
      runner.sessionLostSinceMs === last.sessionLostSinceMs;
    this.addToMinute(nowMs, backlog, errors, minutes);
    this.lastErrors = ledger.errors;
    if (isStill) {
      return last;
    }
    const now: RuleSnapshot = {
      ...shown,
      totals,
      backlog,
      backlogBytes: runner.backlogBytes,
      ...(runner.backlogBytesMax === undefined ? {} : { backlogBytesMax: runner.backlogBytesMax }),
      ...(runner.sessionLostSinceMs === undefined ? {} : { sessionLostSinceMs: runner.sessionLostSinceMs }),
      drainEtaSeconds: eta,
      latencyMs: percentiles(latency),
      errors,
      warnings,
    };
    latency.reset();
    this.lastShown = shown;
    this.last = now;
    return now;
  }

  /** What changed since the last checkpoint; undefined when nothing did. */
  takeCheckpoint(): RuleTotalsRow | undefined {
    const { ruleId, lastConnectedAtMs, desired } = this.runner;
    const totals = this.takeTotals();
    // The embedded broker's sessions are this process' own: nobody can lose them without it.
    const isOwnBroker = desired?.mqtt.broker === "embedded";
    const period = isOwnBroker ? 0 : Math.floor((lastConnectedAtMs ?? 0) / connectedCheckpointMs);
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
    if (!isSame(ledger, this.totals)) {
      this.totals = totalsOf(ledger);
    }
    return this.totals;
  }

  private addToMinute(nowMs: number, backlog: number, errors: number, minutes: RuleMinuteRow[]): void {
    const startMs = Math.floor(nowMs / minuteMs) * minuteMs;
    const { minute } = this;
    if (minute.startMs !== startMs) {
      if (minute.startMs !== undefined) {
        minutes.push(this.toRow(minute, minute.startMs));
      }
      minute.startMs = startMs;
      minute.latency.reset();
      minute.backlogMax = 0;
      minute.errors = 0;
    }
    minute.latency.addFrom(this.runner.latency);
    minute.backlogMax = Math.max(minute.backlogMax, backlog);
    minute.errors += errors;
  }

  private toRow(minute: Minute, startMs: number): RuleMinuteRow {
    const { p50, p95, p99 } = percentiles(minute.latency);
    const { received = 0, delivered = 0 } = this.last?.totals ?? {};
    return {
      ruleId: this.runner.ruleId,
      minuteMs: startMs,
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

function totalsOf(ledger: Ledger): RuleTotals {
  const { received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost } = ledger;
  const { skippedRetained, retried, bytes } = ledger;
  return {
    ...{ received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost },
    ...{ skippedRetained, retried, bytes },
  };
}

/** Spelled out, because it is asked for each rule each second. */
function isSame(one: RuleTotals, other: RuleTotals): boolean {
  return (
    one.received === other.received &&
    one.delivered === other.delivered &&
    one.inFlight === other.inFlight &&
    one.spooled === other.spooled &&
    one.deadLettered === other.deadLettered &&
    one.returned === other.returned &&
    one.discarded === other.discarded &&
    one.lost === other.lost &&
    one.skippedRetained === other.skippedRetained &&
    one.retried === other.retried &&
    one.bytes === other.bytes
  );
}

/** The array of before, if it says the same. */
function keep(texts: string[], before: string[] | undefined): string[] {
  const isSame = before?.length === texts.length && texts.every((text, index) => text === before[index]);
  return isSame ? before : texts;
}
