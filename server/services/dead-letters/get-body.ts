import type { ServiceContext } from "@/server/context";
import { requireRule } from "@/server/services/shared/require";
import { missingDeadLetter } from "./missing";

/** The bytes as they were published, whatever their size. */
export function getDeadLetterBody(
  { db, history }: ServiceContext,
  ruleId: string,
  id: number,
): Uint8Array<ArrayBuffer> {
  requireRule(db, ruleId);
  const body = history.findDeadLetterBody(ruleId, id);
  if (body === undefined) {
    throw missingDeadLetter(ruleId, id);
  }
  return body;
}
