import type { RuleResult } from "@/lib/rules/files";
import type { RuleStatus } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { requireInstance, requireRule } from "@/server/services/shared/require";
import { setRuleStatus } from "./set-status";

/** Enables or disables many rules of one instance, each on its own: what one is refused for does not stop the others. */
export function setRuleStatuses(
  context: ServiceContext,
  instanceId: string,
  ruleIds: readonly string[],
  status: RuleStatus,
): { items: RuleResult[] } {
  requireInstance(context.db, instanceId);
  return { items: [...new Set(ruleIds)].map((ruleId) => setOne(context, instanceId, ruleId, status)) };
}

function setOne(context: ServiceContext, instanceId: string, ruleId: string, status: RuleStatus): RuleResult {
  try {
    const before = requireRule(context.db, ruleId);
    if (before.instanceId !== instanceId) {
      throw new AppError("RULE_NOT_FOUND", `The instance has no rule ${ruleId}.`);
    }
    setRuleStatus(context, ruleId, status);
    return { ruleId, outcome: before.status === status ? "unchanged" : "changed" };
  } catch (error) {
    if (error instanceof AppError) {
      return { ruleId, outcome: "refused", code: error.code, message: error.message };
    }
    throw error;
  }
}
