import * as versions from "@/db/queries/rule-versions";
import type { Page } from "@/lib/pages";
import type { ListRuleVersionsQuery, RuleVersion } from "@/lib/rules/versions";
import type { ServiceContext } from "@/server/context";
import { requireRule } from "@/server/services/shared/require";
import { showRuleVersion } from "./show";

/** Newest first. */
export function listRuleVersions(
  { db }: ServiceContext,
  ruleId: string,
  query: ListRuleVersionsQuery,
): Page<RuleVersion> {
  const rule = requireRule(db, ruleId);
  const { page, pageSize } = query;
  const { rows, total } = versions.listRuleVersions(db, ruleId, query);
  const items = rows.slice(0, pageSize).map((row, i) => showRuleVersion(rule, row, rows[i + 1]));
  return { items, page, pageSize, total };
}
