import type { DeadLetter, ListDeadLettersQuery } from "@/lib/dead-letters/schemas";
import type { Page } from "@/lib/pages";
import type { ServiceContext } from "@/server/context";
import { requireRule } from "@/server/services/shared/require";

/** Newest first; without bodies. */
export function listDeadLetters(
  { db, history }: ServiceContext,
  ruleId: string,
  { page, pageSize }: ListDeadLettersQuery,
): Page<DeadLetter> {
  requireRule(db, ruleId);
  return { ...history.listDeadLetters(ruleId, { page, pageSize }), page, pageSize };
}
