import { updateRule } from "@/db/queries/rules";
import type { Rule, RuleStatus } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { keepVersion } from "@/server/services/shared/keep-version";
import { requireInstance, requireRule } from "@/server/services/shared/require";
import { requireKernel } from "./checks";
import { showRule } from "./show";

/** What has the status already is left as it is: no new version, no audit event, no announcement. */
export function setRuleStatus(context: ServiceContext, ruleId: string, status: RuleStatus): Rule {
  const { row, isChanged } = commit(context, (tx) => {
    const before = requireRule(tx, ruleId);
    if (before.status === status) {
      return { row: before, isChanged: false };
    }
    if (status === "enabled") {
      requireKernel(requireInstance(tx, before.instanceId).row);
    }
    updateRule(tx, ruleId, { status, updatedAt: context.now(), version: before.version + 1 });
    audit(tx, context, {
      action: status === "enabled" ? "rule.enable" : "rule.disable",
      entityType: "rule",
      entityId: ruleId,
      instanceId: before.instanceId,
      before: { status: before.status },
      after: { status },
    });
    const row = requireRule(tx, ruleId);
    keepVersion(tx, context, row, { change: status === "enabled" ? "enable" : "disable" });
    return { row, isChanged: true };
  });
  if (isChanged) {
    announce(context);
  }
  return showRule(context, row);
}
