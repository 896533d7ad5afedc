import { z } from "zod";
import { limits } from "../limits";
import { FieldChange } from "./versions";

export const ruleFileVersion = "sluice/v1";
export const ruleFileKind = "Rules";

const RuleIds = z
  .array(z.string().min(1).max(limits.ruleIdLengthMax))
  .min(1, "Name at least one rule.")
  .max(limits.rulesPerRequestMax, `Name at most ${limits.rulesPerRequestMax} rules.`);

export const SetRuleStatusesInput = z.strictObject({ ruleIds: RuleIds });
export type SetRuleStatusesInput = z.infer<typeof SetRuleStatusesInput>;

/** One rule of many: what became of it, and if nothing, why. */
export const RuleResult = z.object({
  ruleId: z.string(),
  outcome: z.enum(["changed", "unchanged", "refused"]),
  code: z.string().optional(),
  message: z.string().optional(),
});
export type RuleResult = z.infer<typeof RuleResult>;

export const ExportRulesQuery = z.object({
  /** Comma-separated; every rule of the instance without it. */
  ruleIds: z.string().max(100_000).optional(),
});
export type ExportRulesQuery = z.infer<typeof ExportRulesQuery>;

export const ImportRulesInput = z.strictObject({
  /** A rule file: `apiVersion`, `kind` and `rules`, each as `POST …/rules` takes it. */
  yaml: z
    .string()
    .min(1, "Paste or choose a rule file.")
    .refine(
      (text) => new TextEncoder().encode(text).length <= limits.ruleFileBytesMax,
      `A rule file may have at most ${limits.ruleFileBytesMax / 1024} KiB.`,
    ),
  /** Says what would happen and changes nothing. */
  dryRun: z.boolean().default(false),
  /** By rule: its version in the dry run. A rule that changed since is refused; so is one that was not there then. */
  versions: z.record(z.string(), z.number().int()).optional(),
  /** What to do with the backlog of a rule whose destination changes; without it that rule is refused while there is one. */
  backlog: z.literal("move").optional(),
});
export type ImportRulesInput = z.infer<typeof ImportRulesInput>;

export const importOutcomes = ["create", "change", "unchanged", "refused"] as const;

export const ImportedRule = z.object({
  /** Place in the file, from 1. */
  position: z.number().int(),
  /** Absent when the entry has no readable one. */
  ruleId: z.string().optional(),
  outcome: z.enum(importOutcomes),
  /** Against the rule as it is; of a new rule, all that it gets. */
  changes: z.array(FieldChange),
  /** Of a rule that exists: the version compared with. */
  version: z.number().int().optional(),
  code: z.string().optional(),
  /** Why it is refused, and the way out. */
  message: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type ImportedRule = z.infer<typeof ImportedRule>;

export const ImportRulesResult = z.object({
  dryRun: z.boolean(),
  counts: z.record(z.enum(importOutcomes), z.number().int()),
  items: z.array(ImportedRule),
});
export type ImportRulesResult = z.infer<typeof ImportRulesResult>;
