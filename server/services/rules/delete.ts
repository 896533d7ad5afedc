import { z } from "zod";
import { deleteRule as deleteRow, updateRule } from "@/db/queries/rules";
import type { RuleRow } from "@/db/schema/app/rules";
import type { RuleStatus } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { requireRule } from "@/server/services/shared/require";
import { backlogNotEmpty, callRuntime, readBacklog } from "@/server/services/shared/runtime-calls";
import { toAuditedRule } from "@/server/services/shared/views";
import { forgetRule, rememberToForget } from "./forgotten";

export interface DeleteRuleOptions {
  discardBacklog: boolean;
}

/** The runtime drains for at most 10 s before it answers. */
const drainTimeoutMs = 20_000;
const wayOut = "Wait until they are delivered, or delete with discardBacklog=true.";

/**
 * Deletes a rule and what the runtime keeps of it. Without `discardBacklog` no message may be left: the rule is stopped first, so that
 * what is in flight is delivered or comes to light as a backlog; then a refused deletion starts it again.
 */
export async function deleteRule(context: ServiceContext, ruleId: string, options: DeleteRuleOptions): Promise<void> {
  const rule = requireRule(context.db, ruleId);
  const discarded = options.discardBacklog ? await countBacklog(context, ruleId) : 0;
  if (!options.discardBacklog) {
    await requireEmpty(context, rule);
  }
  commit(context, (tx) => {
    const before = requireRule(tx, ruleId);
    deleteRow(tx, ruleId);
    rememberToForget(tx, ruleId, context.now());
    audit(tx, context, {
      action: "rule.delete",
      entityType: "rule",
      entityId: ruleId,
      instanceId: before.instanceId,
      before: toAuditedRule({ ...before, status: rule.status }),
      after: { discardedBacklog: discarded },
    });
  });
  announce(context);
  await forgetRule(context, ruleId);
}

/** For the audit log only: a runtime that is away does not stop a deletion that discards everything. */
async function countBacklog(context: ServiceContext, ruleId: string): Promise<number | null> {
  try {
    return (await readBacklog(context, ruleId)).backlog;
  } catch (error) {
    context.log.warn({ ruleId, err: error }, "the backlog of a rule being deleted is not known");
    return null;
  }
}

async function requireEmpty(context: ServiceContext, rule: RuleRow): Promise<void> {
  const { ruleId } = rule;
  const { spooled } = await readBacklog(context, ruleId);
  if (spooled > 0) {
    throw backlogNotEmpty(ruleId, spooled, wayOut);
  }
  if (rule.status === "disabled") {
    return;
  }
  writeStatus(context, ruleId, "disabled");
  try {
    await callRuntime(context, { method: "reconcile", params: {} }, z.unknown(), { timeoutMs: drainTimeoutMs });
    const { backlog } = await readBacklog(context, ruleId);
    if (backlog > 0) {
      throw backlogNotEmpty(ruleId, backlog, wayOut);
    }
  } catch (error) {
    writeStatus(context, ruleId, "enabled");
    announce(context);
    throw error;
  }
}

/** Part of the deletion, not a person's wish: neither a new version nor an audit event. */
function writeStatus(context: ServiceContext, ruleId: string, status: RuleStatus): void {
  updateRule(context.db, ruleId, { status });
}
