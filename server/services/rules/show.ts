import type { RuleRow } from "@/db/schema/app/rules";
import type { Rule } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { readRuleState } from "@/server/services/shared/rule-state";
import { toRule } from "@/server/services/shared/views";

export function showRule({ runtime, now }: ServiceContext, row: RuleRow): Rule {
  return toRule(row, readRuleState(runtime, row, now().getTime()));
}
