import type { DeadLettersAction, DiscardDeadLettersInput } from "@/lib/dead-letters/schemas";
import type { ServiceContext } from "@/server/context";
import { actOnDeadLetters } from "./act";

export function discardDeadLetters(
  context: ServiceContext,
  ruleId: string,
  { ids }: DiscardDeadLettersInput,
): Promise<DeadLettersAction> {
  const params = { ruleId, ids: ids ?? null };
  return actOnDeadLetters(context, { method: "discardDeadLetters", params }, "rule.discardDeadLetters");
}
