import type { Rule } from "@/lib/rules/schemas";
import type { RuleForm } from "./rule-form";

/** A stored outbound rule as the wizard's values. */
export function toRuleForm(rule: Rule): RuleForm {
  return {
    ruleId: rule.ruleId,
    description: rule.description,
    status: rule.status,
    type: "dataOutbound",
    source: { topic: rule.source.topic ?? "" },
    destination: {
      service: "rocketmq",
      rocketmqInstanceId: rule.destination.rocketmqInstanceId ?? "",
      topic: rule.destination.topic ?? "",
    },
  };
}
