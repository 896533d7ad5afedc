import type { RuleRow } from "@/db/schema/app/rules";
import { AppError } from "@/server/errors";

const namedMax = 20;

/** Rules would break; names them. */
export function inUse(what: string, rules: readonly RuleRow[], wayOut: string, field = "rules"): AppError {
  const named = rules.slice(0, namedMax).map((rule) => rule.ruleId);
  const more = rules.length > namedMax ? ` and ${rules.length - namedMax} more` : "";
  return new AppError("IN_USE", `${what}: needed by ${named.join(", ")}${more}. ${wayOut}`, {
    errors: named.map((ruleId) => ({ field, message: ruleId })),
  });
}

/** A region never changes, with rules or without. */
export function refuseOtherRegion(current: string, wanted: string | undefined): void {
  if (wanted !== undefined && wanted !== current) {
    const message = `The region never changes; it is ${current}. Create another instance instead.`;
    throw new AppError("IN_USE", message, { errors: [{ field: "regionId", message }] });
  }
}
