import { z } from "zod";
import type { DeadLettersAction } from "@/lib/dead-letters/schemas";
import type { ServiceContext } from "@/server/context";
import type { RuntimeRequest } from "@/server/protocol/messages";
import { audit, commit } from "@/server/services/shared/commit";
import { requireRule } from "@/server/services/shared/require";
import { callRuntime } from "@/server/services/shared/runtime-calls";

/** The runtime alone writes its store; it tells how many it took. */
const Taken = z.union([z.number().int(), z.object({ count: z.number().int() }).transform((result) => result.count)]);
const timeoutMs = 30_000;

type DeadLetterRequest = Extract<RuntimeRequest, { method: "redriveDeadLetters" | "discardDeadLetters" }>;

/** Asks the runtime to act on dead letters, then writes down who asked. */
export async function actOnDeadLetters(
  context: ServiceContext,
  request: DeadLetterRequest,
  action: string,
): Promise<DeadLettersAction> {
  const { ruleId, ids } = request.params;
  const rule = requireRule(context.db, ruleId);
  const count = await callRuntime(context, request, Taken, { timeoutMs });
  commit(context, (tx) =>
    audit(tx, context, {
      action,
      entityType: "rule",
      entityId: ruleId,
      instanceId: rule.instanceId,
      after: { count, selection: ids === null ? "all" : ids.length },
    }),
  );
  return { ruleId, count };
}
