import type { AlertKind } from "@/lib/alerts/schemas";
import { say } from "@/lib/said/say";
import type { RuleSnapshot } from "@/server/protocol/messages";

/** What speaks for an alert, as it stands in one snapshot. */
export interface Evidence {
  detail: string;
  /** Set where the condition is an event that stays visible: a new one has another text. */
  occurrence?: string;
}

export interface Condition {
  kind: AlertKind;
  /** How long it must hold without a break before the alert is raised. */
  raiseAfterMs: number;
  /** How long it must not hold before the alert is resolved. */
  resolveAfterMs: number;
  /** Undefined when it does not hold. While raised, a level has to fall clearly below the one that raised it. */
  judge(rule: RuleSnapshot, isRaised: boolean): Evidence | undefined;
}

const spoolHighShare = 0.8;
const spoolNormalShare = 0.7;

export const conditions: readonly Condition[] = [
  // The state itself says that nothing was confirmed for 5 s.
  { kind: "ruleStalled", raiseAfterMs: 3_000, resolveAfterMs: 30_000, judge: (rule) => judgeState(rule, "stalled") },
  { kind: "ruleFailed", raiseAfterMs: 3_000, resolveAfterMs: 10_000, judge: (rule) => judgeState(rule, "failed") },
  { kind: "spoolHigh", raiseAfterMs: 3_000, resolveAfterMs: 10_000, judge: judgeSpool },
  { kind: "ledgerBroken", raiseAfterMs: 2_000, resolveAfterMs: 60_000, judge: judgeLedger },
  // An event, not a level: it is over when no other loss followed for so long.
  { kind: "sessionLost", raiseAfterMs: 0, resolveAfterMs: 0, judge: judgeSession },
];

/** An event counts as present for so long after it was first seen. */
export const eventHoldMs = 10 * 60_000;

function judgeState({ state, stateReason }: RuleSnapshot, wanted: RuleSnapshot["state"]): Evidence | undefined {
  if (state !== wanted) {
    return undefined;
  }
  const reason = stateReason === undefined ? "" : (stateReason.detail || stateReason.code).slice(0, 500);
  return { detail: reason };
}

function judgeSpool({ backlogBytes, backlogBytesMax }: RuleSnapshot, isRaised: boolean): Evidence | undefined {
  if (backlogBytesMax === undefined || backlogBytesMax <= 0) {
    return undefined;
  }
  const share = backlogBytes / backlogBytesMax;
  return share > (isRaised ? spoolNormalShare : spoolHighShare)
    ? { detail: say("spoolUsed", { used: backlogBytes, limit: backlogBytesMax, percent: Math.floor(share * 100) }) }
    : undefined;
}

function judgeLedger({ totals }: RuleSnapshot): Evidence | undefined {
  const { received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost } = totals;
  const difference = received - (delivered + deadLettered + spooled + inFlight + returned + discarded + lost);
  return difference === 0 ? undefined : { detail: say("ledgerOff", { difference }) };
}

function judgeSession({ sessionLostSinceMs }: RuleSnapshot): Evidence | undefined {
  if (sessionLostSinceMs === undefined) {
    return undefined;
  }
  const since = new Date(sessionLostSinceMs).toISOString();
  return { detail: say("missingSince", { since }), occurrence: since };
}
