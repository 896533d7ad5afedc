import { describe, expect, it } from "vitest";
import type { RuleState } from "@/lib/rules/states";
import type { ConnectorState, Failure } from "@/server/runtime/flow/contracts";
import { judgeState, type RuleFacts } from "@/server/runtime/rule-state";

const connected: ConnectorState = { status: "connected" };
const topicMissing: Failure = { code: "topicMissing", stage: "send", message: "No route." };
const refused: Failure = { code: "sourceNotAuthorised", stage: "receive", message: "Bad password." };
const spoolFull: Failure = { code: "spoolFull", stage: "send", message: "Full." };

const well: RuleFacts = {
  isEnabled: true,
  failure: undefined,
  source: connected,
  sink: connected,
  hasBeenConnected: true,
  isStalled: false,
  spooled: 0,
  storage: undefined,
};

const cases: [string, Partial<RuleFacts>, RuleState, string | undefined][] = [
  ["all is well", {}, "running", undefined],
  ["disabled, whatever else", { isEnabled: false, failure: refused, isStalled: true }, "stopped", "disabled"],
  ["cannot be tried, though stalled", { failure: refused, isStalled: true }, "failed", "sourceNotAuthorised"],
  [
    "the topic never existed",
    { hasBeenConnected: false, sink: { status: "failing", reason: topicMissing } },
    "starting",
    "topicMissing",
  ],
  ["just started", { hasBeenConnected: false, sink: { status: "connecting" } }, "starting", "sinkConnecting"],
  ["nothing is confirmed, with everything connected", { isStalled: true }, "stalled", "noConfirmation"],
  [
    "nothing is confirmed because the spool is full",
    { isStalled: true, storage: spoolFull, sink: { status: "failing", reason: topicMissing } },
    "stalled",
    "spoolFull",
  ],
  ["the sink is away", { sink: { status: "failing", reason: topicMissing }, spooled: 5 }, "retrying", "topicMissing"],
  ["the source is away", { source: { status: "failing", reason: refused } }, "retrying", "sourceNotAuthorised"],
  ["the source connects again", { source: { status: "connecting" } }, "retrying", "sourceConnecting"],
  ["the backlog drains", { spooled: 1 }, "retrying", "backlog"],
];

describe("the state of a rule", () => {
  it.each(cases)("%s", (_, facts, state, reason) => {
    const judged = judgeState({ ...well, ...facts });
    expect({ state: judged.state, reason: judged.reason?.code }).toEqual({ state, reason });
  });
});
