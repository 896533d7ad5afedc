import type { AppExecutor } from "@/db/client";
import { deleteSetting, findSetting, listSettingKeys, putSetting } from "@/db/queries/settings";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { RuntimeRequestError } from "@/server/protocol/client";

const keyPrefix = "forgetRule:";
/** The runtime closes the flow first, draining what is in flight. */
const forgetTimeoutMs = 20_000;

/** Written with the deletion: the runtime still has a spool and totals under this ID. */
export function rememberToForget(tx: AppExecutor, ruleId: string, at: Date): void {
  putSetting(tx, `${keyPrefix}${ruleId}`, true, at);
}

/** An ID is free again only when nothing of the deleted rule is left: its backlog must not become another rule's. */
export function requireForgotten(db: AppExecutor, ruleId: string): void {
  if (findSetting(db, `${keyPrefix}${ruleId}`) !== undefined) {
    throw new AppError(
      "UNAVAILABLE",
      `A rule ${ruleId} was just deleted and the runtime has not cleared it away yet. Try again in a moment or choose another ID.`,
      { retryAfterSeconds: 5 },
    );
  }
}

/** Asks the runtime to clear away a deleted rule; what fails is tried again when the runtime is up. */
export async function forgetRule(context: ServiceContext, ruleId: string): Promise<void> {
  try {
    await context.runtime.request({ method: "reconcile", params: {} }, { timeoutMs: forgetTimeoutMs });
    const request = { method: "forgetRule", params: { ruleId } } as const;
    await context.runtime.request(request, { timeoutMs: forgetTimeoutMs });
    deleteSetting(context.db, `${keyPrefix}${ruleId}`);
  } catch (error) {
    if (!(error instanceof RuntimeRequestError)) {
      throw error;
    }
    context.log.warn({ ruleId, kind: error.kind }, "a deleted rule is cleared away later");
  }
}

/** For the start of each runtime. */
export async function forgetDeletedRules(context: ServiceContext): Promise<void> {
  for (const key of listSettingKeys(context.db, keyPrefix)) {
    await forgetRule(context, key.slice(keyPrefix.length));
  }
}
