/**
 * What a rule is really doing, apart from what a person wants of it; the first that applies.
 * - `stopped`: disabled.
 * - `failed`: cannot be tried (invalid, locked out); says why.
 * - `starting`: before the first subscription is confirmed and the route is known.
 * - `stalled`: messages come in, none confirmed for 5 s.
 * - `retrying`: source or sink not connected, or the spool is not empty.
 * - `running`.
 */
export const ruleStates = ["stopped", "failed", "starting", "stalled", "retrying", "running"] as const;
export type RuleState = (typeof ruleStates)[number];

/** Why a rule is in its state; the text a person reads comes from the translations, keyed by this. `detail` carries the specifics. */
export const stateReasonCodes = [
  "disabled",
  "invalid",
  "runtimeDown",
  "sourceConnecting",
  "sourceUnreachable",
  "sourceNotAuthorised",
  "sourceTakenOver",
  "sourceSessionLost",
  "sourceQuota",
  "sinkConnecting",
  "sinkUnreachable",
  "topicMissing",
  "accessDenied",
  "brokerBusy",
  "brokerReadOnly",
  "diskFull",
  "noConfirmation",
  "backlog",
  "spoolFull",
  "deadLettersFull",
  "unknown",
] as const;
export type StateReasonCode = (typeof stateReasonCodes)[number];
