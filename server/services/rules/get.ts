import type { Rule } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { requireRule } from "@/server/services/shared/require";
import { showRule } from "./show";

export function getRule(context: ServiceContext, ruleId: string): Rule {
  return showRule(context, requireRule(context.db, ruleId));
}
