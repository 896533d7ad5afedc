import type { RuleState, StateReasonCode } from "@/lib/rules/states";
import { say } from "@/lib/said/say";
import type { ConnectorState, Failure } from "./flow/contracts";

export interface RuleFacts {
  isEnabled: boolean;
  /** Why the rule cannot be tried at all. */
  failure: Failure | undefined;
  source: ConnectorState;
  sink: ConnectorState;
  /** Source and sink were both connected at some time since the flow started. */
  hasBeenConnected: boolean;
  /** Messages are held, and none was confirmed for 5 s. */
  isStalled: boolean;
  spooled: number;
  /** What blocks the disk: a full spool, full dead letters, a full disk. */
  storage: Failure | undefined;
}

export interface StateWithReason {
  state: RuleState;
  reason: { code: StateReasonCode; detail: string } | undefined;
}

/** One for all: hundreds of idle rules are judged several times a second. */
const running: StateWithReason = { state: "running", reason: undefined };

/** The first that applies, in the order of the delivery contract. */
export function judgeState(facts: RuleFacts): StateWithReason {
  if (!facts.isEnabled) {
    return { state: "stopped", reason: because("disabled", "") };
  }
  if (facts.failure !== undefined) {
    return { state: "failed", reason: from(facts.failure) };
  }
  const cause = facts.storage === undefined ? causeOf(facts) : from(facts.storage);
  if (!facts.hasBeenConnected) {
    return { state: "starting", reason: cause };
  }
  if (facts.isStalled) {
    return { state: "stalled", reason: cause ?? because("noConfirmation", say("notConfirmed")) };
  }
  if (cause !== undefined) {
    return { state: "retrying", reason: cause };
  }
  return facts.spooled > 0
    ? { state: "retrying", reason: because("backlog", say("waitOnDisk", { count: facts.spooled })) }
    : running;
}

function causeOf({ source, sink }: RuleFacts): StateWithReason["reason"] {
  if (sink.status === "failing") {
    return from(sink.reason);
  }
  if (source.status === "failing") {
    return from(source.reason);
  }
  if (sink.status !== "connected") {
    return because("sinkConnecting", say("connectingToRocketmq"));
  }
  return source.status === "connected" ? undefined : because("sourceConnecting", say("connectingToBroker"));
}

function from({ code, message }: Failure): StateWithReason["reason"] {
  return { code, detail: message };
}

function because(code: StateReasonCode, detail: string): StateWithReason["reason"] {
  return { code, detail };
}
