import type { RuleRow } from "@/db/schema/app/rules";
import { CreateRuleInput, type UpdateRuleInput } from "@/lib/rules/schemas";
import { invalid, validationError } from "@/server/errors";
import { toRuleEnds } from "@/server/services/shared/views";

/** JSON merge patch over the stored rule, validated as a whole. Another type takes both ends anew: the old ones mean something else. */
export function mergeRule(row: RuleRow, patch: UpdateRuleInput): CreateRuleInput {
  if (patch.ruleId !== undefined && patch.ruleId !== row.ruleId) {
    throw invalid("ruleId", "The rule ID never changes. Create another rule instead.");
  }
  const type = patch.type ?? row.type;
  const stored = type === row.type ? toRuleEnds(row) : { source: {}, destination: {} };
  const merged = {
    ruleId: row.ruleId,
    description: patch.description ?? row.description,
    status: patch.status ?? row.status,
    type,
    source: { ...stored.source, ...patch.source },
    destination: { ...stored.destination, ...patch.destination },
  };
  const parsed = CreateRuleInput.safeParse(merged);
  if (!parsed.success) {
    throw validationError(parsed.error.issues);
  }
  return parsed.data;
}
