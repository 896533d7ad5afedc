import { findRuleVersion } from "@/db/queries/rule-versions";
import type { RuleVersion } from "@/lib/rules/versions";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { requireRule } from "@/server/services/shared/require";
import { showRuleVersion } from "./show";

export function getRuleVersion({ db }: ServiceContext, ruleId: string, version: number): RuleVersion {
  const rule = requireRule(db, ruleId);
  const found = findRuleVersion(db, ruleId, version);
  if (found === undefined) {
    throw new AppError(
      "RULE_VERSION_NOT_FOUND",
      `Version ${version} of ${ruleId} is not kept. List the versions of the rule to see which are.`,
    );
  }
  return showRuleVersion(rule, found.row, found.previous);
}
