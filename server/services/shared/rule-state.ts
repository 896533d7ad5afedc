import type { Rule } from "@/lib/rules/schemas";
import type { RuleState } from "@/lib/rules/states";
import type { RuntimeGateway } from "@/server/protocol/client";

export interface ShownState {
  state: RuleState;
  stateReason?: string;
  stateSince: string;
}

type StateOf = Pick<Rule, "ruleId" | "status"> & { updatedAt: Date };

/** A snapshot comes each second; an older one is no longer the truth. */
const snapshotAgeMaxMs = 5_000;

/** Connected, and yet it says nothing any more: frozen, as far as anybody can tell. */
export function isSilent({ latest }: RuntimeGateway, nowMs: number): boolean {
  return latest !== undefined && nowMs - latest.tMs > snapshotAgeMaxMs;
}

/** What a rule is really doing: the runtime's word, as far as it can still be true of what the database wants. */
export function readRuleState(runtime: RuntimeGateway, rule: StateOf, nowMs: number): ShownState {
  const snapshot = runtime.latest;
  const seen = snapshot?.rules[rule.ruleId];
  const changedAt = rule.updatedAt.toISOString();
  if (rule.status === "disabled") {
    const sinceMs = seen?.state === "stopped" ? seen.stateSinceMs : undefined;
    return { state: "stopped", stateReason: "disabled", stateSince: toIso(sinceMs) ?? changedAt };
  }
  if (!runtime.isUp || snapshot === undefined || isSilent(runtime, nowMs)) {
    return { state: "retrying", stateReason: "runtimeDown", stateSince: toIso(snapshot?.tMs) ?? changedAt };
  }
  if (seen === undefined || seen.state === "stopped") {
    return { state: "starting", stateSince: changedAt };
  }
  const reason = seen.stateReason;
  return {
    state: seen.state,
    ...(reason && { stateReason: reason.detail === "" ? reason.code : `${reason.code}: ${reason.detail}` }),
    stateSince: new Date(seen.stateSinceMs).toISOString(),
  };
}

function toIso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
