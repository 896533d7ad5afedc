import type { DeadLetterDetail } from "@/lib/dead-letters/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { requireRule } from "@/server/services/shared/require";

export function getDeadLetter({ db, history }: ServiceContext, ruleId: string, id: number): DeadLetterDetail {
  requireRule(db, ruleId);
  const found = history.findDeadLetter(ruleId, id);
  if (found === undefined) {
    throw new AppError(
      "DEAD_LETTER_NOT_FOUND",
      `${ruleId} has no dead letter ${id}. It may have been redriven or discarded.`,
    );
  }
  return found;
}
