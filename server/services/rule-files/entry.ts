import type { AppExecutor } from "@/db/client";
import { findRule } from "@/db/queries/rules";
import type { RuleRow } from "@/db/schema/app/rules";
import { fieldChanges } from "@/lib/rules/field-changes";
import type { ImportedRule } from "@/lib/rules/files";
import { CreateRuleInput } from "@/lib/rules/schemas";
import type { RuleSettings } from "@/lib/rules/versions";
import { AppError, invalid, validationError } from "@/server/errors";
import { toRuleSettings } from "@/server/services/shared/keep-version";

export interface FileEntry {
  position: number;
  ruleId: string | undefined;
  value: unknown;
  /** Refused whatever the database holds. */
  refusal: AppError | undefined;
}

export type Wanted =
  | { outcome: "create"; rule: CreateRuleInput }
  | { outcome: "change" | "unchanged"; rule: CreateRuleInput; before: RuleRow };

/** The entries of a file, in order; of two with one ID, the second is refused. */
export function toEntries(values: readonly unknown[]): FileEntry[] {
  const positions = new Map<string, number>();
  return values.map((value, i) => {
    const ruleId = readRuleId(value);
    const first = ruleId === undefined ? undefined : positions.get(ruleId);
    if (ruleId !== undefined && first === undefined) {
      positions.set(ruleId, i + 1);
    }
    const refusal =
      first === undefined
        ? undefined
        : invalid("ruleId", `Rule ${first} of the file has this ID too. Take one of them out.`);
    return { position: i + 1, ruleId, value, refusal };
  });
}

function readRuleId(value: unknown): string | undefined {
  const ruleId = typeof value === "object" && value !== null && "ruleId" in value ? value.ruleId : undefined;
  return typeof ruleId === "string" && ruleId !== "" ? ruleId.slice(0, 256) : undefined;
}

/** What the entry asks of the rule as the database has it. A description or status left out stays what it is. */
export function resolveEntry(db: AppExecutor, instanceId: string, entry: FileEntry): Wanted {
  if (entry.refusal !== undefined) {
    throw entry.refusal;
  }
  const before = entry.ruleId === undefined ? undefined : findRule(db, entry.ruleId);
  const { value } = entry;
  const kept = before && { description: before.description, status: before.status };
  const parsed = CreateRuleInput.safeParse(
    typeof value === "object" && value !== null && !Array.isArray(value) ? { ...kept, ...value } : value,
  );
  if (!parsed.success) {
    throw validationError(parsed.error.issues);
  }
  const rule = parsed.data;
  if (before === undefined) {
    return { outcome: "create", rule };
  }
  if (before.instanceId !== instanceId) {
    const message = `Rule ${before.ruleId} belongs to another instance, ${before.instanceId}. Import it there, or give it another ID.`;
    throw new AppError("RULE_ID_TAKEN", message, { errors: [{ field: "ruleId", message }] });
  }
  const isSame = fieldChanges(toRuleSettings(before), toSettings(rule)).length === 0;
  return { outcome: isSame ? "unchanged" : "change", rule, before };
}

function toSettings({ description, status, type, source, destination }: CreateRuleInput): RuleSettings {
  return { description, status, type, source, destination };
}

export function showWanted(entry: FileEntry, wanted: Wanted): ImportedRule {
  const before = wanted.outcome === "create" ? undefined : wanted.before;
  return {
    position: entry.position,
    ruleId: wanted.rule.ruleId,
    outcome: wanted.outcome,
    changes: fieldChanges(before === undefined ? {} : toRuleSettings(before), toSettings(wanted.rule)),
    ...(before && { version: before.version }),
  };
}

/** An expected failure as data; anything else goes on up. */
export function showRefusal(entry: FileEntry, error: unknown): ImportedRule {
  if (!(error instanceof AppError)) {
    throw error;
  }
  return {
    position: entry.position,
    ...(entry.ruleId !== undefined && { ruleId: entry.ruleId }),
    outcome: "refused",
    changes: [],
    code: error.code,
    message: error.message,
    ...(error.errors.length > 0 && { errors: [...error.errors] }),
  };
}
