import { Document } from "yaml";
import { findRocketmqInstance } from "@/db/queries/rocketmq-instances";
import { listRules } from "@/db/queries/rules";
import type { RuleRow } from "@/db/schema/app/rules";
import { limits } from "@/lib/limits";
import { type ExportRulesQuery, ruleFileKind, ruleFileVersion } from "@/lib/rules/files";
import type { ServiceContext } from "@/server/context";
import { AppError, invalid } from "@/server/errors";
import { toRuleSettings } from "@/server/services/shared/keep-version";
import { requireInstance } from "@/server/services/shared/require";

/** The rules of an MQTT instance as a file that `import` takes. Rules hold no secret; instances, which do, are named by ID only. */
export function exportRules(context: ServiceContext, instanceId: string, { ruleIds }: ExportRulesQuery): string {
  const { row: instance } = requireInstance(context.db, instanceId);
  const rows = select(listRules(context.db, { instanceId }, "ruleId"), ruleIds);
  const rules = rows.map((row) => ({ ruleId: row.ruleId, ...toRuleSettings(row) }));
  const document = new Document({ apiVersion: ruleFileVersion, kind: ruleFileKind, rules }, { compat: "yaml-1.1" });
  document.commentBefore = [
    ` Rules of ${instance.name} (${instance.instanceId})`,
    ...nameInstances(context, rows),
  ].join("\n");
  return document.toString({ lineWidth: 0 });
}

function select(rows: readonly RuleRow[], ruleIds: string | undefined): RuleRow[] {
  const wanted = ruleIds === undefined ? undefined : new Set(ruleIds.split(",").filter((id) => id !== ""));
  const selected = wanted === undefined ? [...rows] : rows.filter(({ ruleId }) => wanted.delete(ruleId));
  if (wanted !== undefined && wanted.size > 0) {
    const missing = [...wanted].slice(0, 8).join(", ");
    throw new AppError("RULE_NOT_FOUND", `The instance has no rule ${missing}. List its rules to see which it has.`);
  }
  if (selected.length > limits.rulesPerRequestMax) {
    throw invalid("ruleIds", `A file may have at most ${limits.rulesPerRequestMax} rules. Name those to export.`);
  }
  return selected;
}

/** For the reader: an ID alone tells little. */
function nameInstances({ db }: ServiceContext, rows: readonly RuleRow[]): string[] {
  return [...new Set(rows.map((row) => row.rocketmqInstanceId))].flatMap((id) => {
    const found = findRocketmqInstance(db, id);
    return found === undefined ? [] : [` RocketMQ instance ${id}: ${found.row.name}`];
  });
}
