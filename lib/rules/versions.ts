import { z } from "zod";
import { PageQuery } from "../pages";
import { Rule, RuleStatus, RuleType } from "./schemas";

/** What a person may decide about a rule: the part of it that versions keep. */
export const RuleSettings = z.object({
  description: z.string(),
  status: RuleStatus,
  type: RuleType,
  source: Rule.shape.source,
  destination: Rule.shape.destination,
});
export type RuleSettings = z.infer<typeof RuleSettings>;

/** How a version came to be. `baseline`: the rule is older than the keeping of versions. */
export const ruleChanges = ["baseline", "create", "update", "enable", "disable", "restore", "import"] as const;
export type RuleChange = (typeof ruleChanges)[number];

export const FieldChange = z.object({
  /** Dotted path, such as `destination.topic`. */
  field: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
});
export type FieldChange = z.infer<typeof FieldChange>;

export const RuleVersion = z.object({
  version: z.number().int(),
  at: z.string(),
  actor: z.string(),
  change: z.enum(ruleChanges),
  /** Of a restore: the version whose settings were taken. */
  restoredFrom: z.number().int().optional(),
  settings: RuleSettings,
  /** Against the version kept before this one; empty for the first. */
  changes: z.array(FieldChange),
  isCurrent: z.boolean(),
});
export type RuleVersion = z.infer<typeof RuleVersion>;

export const ListRuleVersionsQuery = PageQuery.omit({ q: true });
export type ListRuleVersionsQuery = z.infer<typeof ListRuleVersionsQuery>;

export const RestoreRuleInput = z.strictObject({
  /** The rule's present version as the caller knows it; an older one is refused with VERSION_CONFLICT. */
  version: z.number().int().optional(),
  /** What to do with a backlog when the destination changes; without it the restore is refused while there is one. */
  backlog: z.literal("move").optional(),
});
export type RestoreRuleInput = z.infer<typeof RestoreRuleInput>;
