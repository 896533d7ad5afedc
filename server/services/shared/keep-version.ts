import type { AppExecutor } from "@/db/client";
import { insertRuleVersion } from "@/db/queries/rule-versions";
import type { RuleRow } from "@/db/schema/app/rules";
import { limits } from "@/lib/limits";
import type { RuleChange, RuleSettings } from "@/lib/rules/versions";
import type { ServiceContext } from "@/server/context";
import { toRuleEnds } from "./views";

export interface VersionOrigin {
  change: RuleChange;
  restoredFrom?: number;
}

/** Inside the transaction of the change: what the rule is from now on. */
export function keepVersion(tx: AppExecutor, context: ServiceContext, row: RuleRow, origin: VersionOrigin): void {
  const version = {
    ruleId: row.ruleId,
    version: row.version,
    at: row.updatedAt,
    actor: context.actor,
    change: origin.change,
    restoredFrom: origin.restoredFrom ?? null,
    settings: toRuleSettings(row),
  };
  insertRuleVersion(tx, version, limits.versionsPerRule);
}

export function toRuleSettings(row: RuleRow): RuleSettings {
  const { description, status, type } = row;
  return { description, status, type, ...toRuleEnds(row) };
}
