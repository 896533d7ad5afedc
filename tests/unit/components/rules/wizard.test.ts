import { describe, expect, it } from "vitest";
import { checkSampleTopic } from "@/components/rules/wizard/check-sample-topic";
import { parseDraft } from "@/components/rules/wizard/draft";
import {
  emptyRuleForm,
  firstIncompleteStep,
  type RuleForm,
  reachableStep,
  stepOfField,
} from "@/components/rules/wizard/rule-form";
import { ruleIssue } from "@/components/rules/wizard/rule-issue";
import { placeRefusal } from "@/components/rules/wizard/server-refusal";

const complete: RuleForm = {
  ruleId: "report-1",
  description: "",
  status: "enabled",
  type: "dataOutbound",
  source: { topic: "TopicA" },
  destination: { service: "rocketmq", rocketmqInstanceId: "MQ_INST_1", topic: "TopicB" },
};

describe("wizard steps", () => {
  it("lead a cold link to a later step back to the first incomplete one", () => {
    expect(reachableStep("destination", emptyRuleForm)).toBe("basic");
    expect(reachableStep("destination", { ...complete, source: { topic: "" } })).toBe("source");
    expect(reachableStep("source", { ...complete, source: { topic: "" } })).toBe("source");
    expect(reachableStep("destination", complete)).toBe("destination");
  });
  it("never skip a field that the rule schema refuses", () => {
    expect(firstIncompleteStep({ ...complete, ruleId: "a b c" })).toBe("basic");
    expect(firstIncompleteStep({ ...complete, description: "x".repeat(129) })).toBe("basic");
  });
  it("know which step owns a field of a refusal", () => {
    expect(stepOfField("source.topic")).toBe("source");
    expect(stepOfField("destination")).toBe("destination");
    expect(stepOfField("nonsense")).toBeUndefined();
  });
});

describe("field messages", () => {
  it("say how to correct what was entered, not only that it is wrong", () => {
    expect(ruleIssue("ruleId", "too_small", "")).toBe("required");
    expect(ruleIssue("ruleId", "too_small", "ab")).toBe("ruleIdLength");
    expect(ruleIssue("ruleId", "invalid_format", "a b c")).toBe("characters");
    expect(ruleIssue("ruleId", "invalid_format", "---")).toBe("ruleIdNeedsLetter");
    expect(ruleIssue("source.topic", "invalid_format", "a/b")).toBe("parentTopicCharacters");
    expect(ruleIssue("destination.topic", "custom", "GID_x")).toBe("topicPrefix");
    expect(ruleIssue("destination.topic", "custom", "TBW102")).toBe("reservedTopic");
    expect(ruleIssue("destination.rocketmqInstanceId", "too_small", "")).toBe("chooseRocketmqInstance");
  });
});

describe("a refusal of the server", () => {
  it("goes to the step where it can be cured", () => {
    expect(placeRefusal({ code: "RULE_ID_TAKEN", message: "taken" })).toEqual({
      step: "basic",
      fields: [{ field: "ruleId", message: "taken" }],
    });
    expect(placeRefusal({ code: "RULE_DUPLICATE_SOURCE", message: "has r-1" }).step).toBe("source");
    expect(placeRefusal({ code: "REGION_MISMATCH", message: "other region" }).step).toBe("destination");
  });
  it("goes to the first of several steps", () => {
    const placed = placeRefusal({
      code: "VALIDATION",
      message: "",
      fields: [
        { field: "destination.topic", message: "b" },
        { field: "ruleId", message: "a" },
      ],
    });
    expect(placed.step).toBe("basic");
    expect(placed.fields).toHaveLength(2);
  });
  it("stays where the person is when no field can cure it", () => {
    expect(placeRefusal({ code: "RULE_QUOTA_EXCEEDED", message: "100" })).toEqual({ step: undefined, fields: [] });
  });
});

describe("draft", () => {
  it("comes back as it was and is dropped when it is not ours", () => {
    const draft = { step: "source" as const, values: complete };
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
    expect(parseDraft("{")).toBeUndefined();
    expect(parseDraft(JSON.stringify({ step: "source", values: { ruleId: 5 } }))).toBeUndefined();
    expect(parseDraft(null)).toBeUndefined();
  });
});

describe("mapping preview", () => {
  it("says why a sample topic would not be forwarded by this rule", () => {
    expect(checkSampleTopic("TopicA/x", "TopicA")).toBeUndefined();
    expect(checkSampleTopic("topica/x", "TopicA")).toBe("otherParent");
    expect(checkSampleTopic("TopicA/#", "TopicA")).toBe("wildcard");
    expect(checkSampleTopic("", "TopicA")).toBe("empty");
  });
});
