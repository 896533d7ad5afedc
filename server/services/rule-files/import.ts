import { type ImportedRule, type ImportRulesInput, type ImportRulesResult, importOutcomes } from "@/lib/rules/files";
import type { ServiceContext } from "@/server/context";
import { createRule } from "@/server/services/rules/create";
import { updateRule } from "@/server/services/rules/update";
import { requireInstance } from "@/server/services/shared/require";
import { requireVersion } from "@/server/services/shared/version-check";
import { type FileEntry, resolveEntry, showRefusal, showWanted, toEntries } from "./entry";
import { parseRuleFile } from "./parse";
import { planImport } from "./plan";
import { rememberAnswers } from "./remember-answers";

/** A rule that was not there in the dry run has no version; no stored rule has this one. */
const absentVersion = 0;

/**
 * Creates and changes rules as a file says, one after another; one that is refused does not stop the others. A dry run answers the
 * same without a change. Rules that the file does not name stay as they are.
 */
export async function importRules(
  context: ServiceContext,
  instanceId: string,
  input: ImportRulesInput,
): Promise<ImportRulesResult> {
  requireInstance(context.db, instanceId);
  const entries = toEntries(parseRuleFile(input.yaml));
  const patient = { ...context, rocketmq: rememberAnswers(context.rocketmq) };
  const items = input.dryRun
    ? await planImport(patient, instanceId, entries, input.backlog)
    : await applyAll(patient, instanceId, entries, input);
  const counts = Object.fromEntries(
    importOutcomes.map((outcome) => [outcome, items.filter((item) => item.outcome === outcome).length]),
  );
  // safe because every outcome is a key
  return { dryRun: input.dryRun, counts: counts as ImportRulesResult["counts"], items };
}

async function applyAll(
  context: ServiceContext,
  instanceId: string,
  entries: readonly FileEntry[],
  input: ImportRulesInput,
): Promise<ImportedRule[]> {
  const items: ImportedRule[] = [];
  for (const entry of entries) {
    items.push(await applyEntry(context, instanceId, entry, input).catch((error) => showRefusal(entry, error)));
  }
  return items;
}

async function applyEntry(
  context: ServiceContext,
  instanceId: string,
  entry: FileEntry,
  { versions, backlog }: ImportRulesInput,
): Promise<ImportedRule> {
  const wanted = resolveEntry(context.db, instanceId, entry);
  if (wanted.outcome === "create") {
    await createRule(context, instanceId, wanted.rule);
    return showWanted(entry, wanted);
  }
  const { rule, before } = wanted;
  requireVersion(versions === undefined ? undefined : (versions[rule.ruleId] ?? absentVersion), before.version);
  if (wanted.outcome === "change") {
    await updateRule(context, rule.ruleId, { ...rule, version: before.version, backlog }, { change: "import" });
  }
  return showWanted(entry, wanted);
}
