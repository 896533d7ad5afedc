import type { DeadLetterDetail } from "@/lib/dead-letters/schemas";
import type { ServiceContext } from "@/server/context";
import { requireRule } from "@/server/services/shared/require";
import { missingDeadLetter } from "./missing";

export function getDeadLetter({ db, history }: ServiceContext, ruleId: string, id: number): DeadLetterDetail {
  requireRule(db, ruleId);
  const found = history.findDeadLetter(ruleId, id);
  if (found === undefined) {
    throw missingDeadLetter(ruleId, id);
  }
  return found;
}
