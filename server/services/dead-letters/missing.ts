import { AppError } from "@/server/errors";

export function missingDeadLetter(ruleId: string, id: number): AppError {
  const message = `${ruleId} has no dead letter ${id}. It may have been redriven or discarded.`;
  return new AppError("DEAD_LETTER_NOT_FOUND", message);
}
