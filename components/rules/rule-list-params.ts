import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ruleStatuses, ruleTypes } from "@/lib/rules/kinds";
import { ruleStates } from "@/lib/rules/states";

export const ruleSorts = ["-createdAt", "createdAt", "ruleId", "-ruleId"] as const;

/** What the address of the rules list may carry; server and browser read it alike. */
export const ruleListParams = {
  q: parseAsString.withDefault(""),
  page: parseAsInteger.withDefault(1),
  size: parseAsInteger,
  sort: parseAsStringLiteral(ruleSorts).withDefault("-createdAt"),
  type: parseAsStringLiteral(ruleTypes),
  status: parseAsStringLiteral(ruleStatuses),
  state: parseAsStringLiteral(ruleStates),
};
