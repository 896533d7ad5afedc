import type { Rule } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { setRuleStatus } from "./set-status";

/** The cluster is not asked: whatever is wrong there is shown on the rule and retried until it is right. */
export function enableRule(context: ServiceContext, ruleId: string): Rule {
  return setRuleStatus(context, ruleId, "enabled");
}
