import type { DeadLettersAction, RedriveDeadLettersInput } from "@/lib/dead-letters/schemas";
import type { ServiceContext } from "@/server/context";
import { actOnDeadLetters } from "./act";

/** Sends them again, at a bounded rate. */
export function redriveDeadLetters(
  context: ServiceContext,
  ruleId: string,
  { ids, ratePerSecond }: RedriveDeadLettersInput,
): Promise<DeadLettersAction> {
  const params = { ruleId, ids: ids ?? null, ratePerSecond };
  return actOnDeadLetters(context, { method: "redriveDeadLetters", params }, "rule.redriveDeadLetters");
}
