import type { RuleVersionRow } from "@/db/schema/app/rule-versions";
import type { RuleRow } from "@/db/schema/app/rules";
import { fieldChanges } from "@/lib/rules/field-changes";
import type { RuleVersion } from "@/lib/rules/versions";

export function showRuleVersion(rule: RuleRow, row: RuleVersionRow, previous: RuleVersionRow | undefined): RuleVersion {
  return {
    version: row.version,
    at: row.at.toISOString(),
    actor: row.actor,
    change: row.change,
    ...(row.restoredFrom !== null && { restoredFrom: row.restoredFrom }),
    settings: row.settings,
    changes: previous === undefined ? [] : fieldChanges(previous.settings, row.settings),
    isCurrent: row.version === rule.version,
  };
}
