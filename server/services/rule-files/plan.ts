import { findRocketmqInstance } from "@/db/queries/rocketmq-instances";
import type { ImportedRule, ImportRulesInput } from "@/lib/rules/files";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { checkCluster } from "@/server/services/rules/check-cluster";
import { writeNewRule } from "@/server/services/rules/create";
import { hasSameRocketmqEnd, toEnds } from "@/server/services/rules/ends";
import { refuseWithBacklog, writeUpdate } from "@/server/services/rules/update";
import { type FileEntry, resolveEntry, showRefusal, showWanted, type Wanted } from "./entry";

class Undo extends Error {}

/**
 * What an import would do, found out by doing it in a transaction that is undone: each rule sees those before it in the file, and
 * quotas and conflicts come out as they will. Clusters are asked before, since a transaction cannot wait.
 */
export async function planImport(
  context: ServiceContext,
  instanceId: string,
  entries: readonly FileEntry[],
  backlog: ImportRulesInput["backlog"],
): Promise<ImportedRule[]> {
  const problems = new Map<FileEntry, AppError>();
  for (const entry of entries) {
    const problem = await askOthers(context, instanceId, entry, backlog);
    if (problem !== undefined) {
      problems.set(entry, problem);
    }
  }
  let items: ImportedRule[] = [];
  try {
    context.db.transaction(
      () => {
        items = entries.map((entry) => tryEntry(context, instanceId, entry, problems.get(entry)));
        throw new Undo();
      },
      { behavior: "immediate" },
    );
  } catch (error) {
    if (!(error instanceof Undo)) {
      throw error;
    }
  }
  return items;
}

/** What the cluster or the runtime has against it. */
async function askOthers(
  context: ServiceContext,
  instanceId: string,
  entry: FileEntry,
  backlog: ImportRulesInput["backlog"],
): Promise<AppError | undefined> {
  try {
    const wanted = resolveEntry(context.db, instanceId, entry);
    const ends = toEnds(wanted.rule);
    const before = wanted.outcome === "create" ? undefined : wanted.before;
    const rocketmq = findRocketmqInstance(context.db, ends.rocketmqInstanceId)?.row;
    if (rocketmq === undefined || (before !== undefined && hasSameRocketmqEnd(before, ends))) {
      return undefined;
    }
    const { type, status } = wanted.rule;
    await checkCluster(context, rocketmq, { type, status, rocketmqTopic: ends.rocketmqTopic });
    if (before !== undefined && backlog !== "move") {
      await refuseWithBacklog(context, before.ruleId);
    }
    return undefined;
  } catch (error) {
    if (error instanceof AppError) {
      return error;
    }
    throw error;
  }
}

/** In a savepoint of its own, so that a refused rule leaves nothing for the next one to trip over. */
function tryEntry(
  context: ServiceContext,
  instanceId: string,
  entry: FileEntry,
  problem: AppError | undefined,
): ImportedRule {
  try {
    return context.db.transaction(() => {
      const wanted = resolveEntry(context.db, instanceId, entry);
      writeWanted(context, instanceId, wanted);
      if (problem !== undefined) {
        throw problem;
      }
      return showWanted(entry, wanted);
    });
  } catch (error) {
    return showRefusal(entry, error);
  }
}

function writeWanted(context: ServiceContext, instanceId: string, wanted: Wanted): void {
  if (wanted.outcome === "create") {
    writeNewRule(context, instanceId, wanted.rule);
  } else if (wanted.outcome === "change") {
    writeUpdate(context, wanted.before, wanted.rule, { change: "import" });
  }
}
