import type { Rule } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { setRuleStatus } from "./set-status";

/** The runtime drains what is in flight and keeps the rest on disk; messages published from now on are not forwarded. */
export function disableRule(context: ServiceContext, ruleId: string): Rule {
  return setRuleStatus(context, ruleId, "disabled");
}
