import { fieldChanges } from "@/lib/rules/field-changes";
import type { Rule } from "@/lib/rules/schemas";
import type { RestoreRuleInput } from "@/lib/rules/versions";
import type { ServiceContext } from "@/server/context";
import { getRule } from "@/server/services/rules/get";
import { updateRule } from "@/server/services/rules/update";
import { toRuleSettings } from "@/server/services/shared/keep-version";
import { requireRule } from "@/server/services/shared/require";
import { requireVersion } from "@/server/services/shared/version-check";
import { getRuleVersion } from "./get";

/**
 * Takes the settings of an earlier version back: an edit like any other, with its checks, a new version and an audit event. A version
 * that equals what the rule is changes nothing.
 */
export async function restoreRuleVersion(
  context: ServiceContext,
  ruleId: string,
  version: number,
  input: RestoreRuleInput,
): Promise<Rule> {
  const { settings } = getRuleVersion(context, ruleId, version);
  const row = requireRule(context.db, ruleId);
  requireVersion(input.version, row.version);
  if (fieldChanges(toRuleSettings(row), settings).length === 0) {
    return getRule(context, ruleId);
  }
  const patch = { ...settings, version: input.version ?? row.version, backlog: input.backlog };
  return updateRule(context, ruleId, patch, { change: "restore", restoredFrom: version });
}
