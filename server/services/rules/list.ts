import * as rules from "@/db/queries/rules";
import type { Page } from "@/lib/pages";
import type { ListRulesQuery, Rule } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { requireInstance } from "@/server/services/shared/require";
import { showRule } from "./show";

/** Of one MQTT instance, or of all. */
export function listRules(context: ServiceContext, instanceId: string | undefined, query: ListRulesQuery): Page<Rule> {
  if (instanceId !== undefined) {
    requireInstance(context.db, instanceId);
  }
  const { page, pageSize, sort, state } = query;
  const filter = { instanceId, type: query.type, status: query.status, q: query.q };
  if (state === undefined) {
    const items = rules.listRules(context.db, filter, sort, query).map((row) => showRule(context, row));
    return { items, page, pageSize, total: rules.countRules(context.db, filter) };
  }
  // The state lives in the runtime, not in the database: filtered here, over rules that the quota bounds.
  const matching = rules
    .listRules(context.db, filter, sort)
    .map((row) => showRule(context, row))
    .filter((rule) => rule.state === state);
  return { items: matching.slice((page - 1) * pageSize, page * pageSize), page, pageSize, total: matching.length };
}
