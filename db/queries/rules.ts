import { and, asc, count, desc, eq, inArray, type SQL } from "drizzle-orm";
import type { ListRulesQuery, RuleType } from "../../lib/rules/schemas";
import type { AppExecutor } from "../client";
import { type RuleRow, rules } from "../schema/app/rules";
import { containsText, type PageWindow, toLimit } from "./paging";

export interface RuleFilter {
  instanceId?: string | undefined;
  type?: RuleType | undefined;
  status?: RuleRow["status"] | undefined;
  q?: string | undefined;
}

const orders = {
  createdAt: [asc(rules.createdAt), asc(rules.ruleId)],
  "-createdAt": [desc(rules.createdAt), desc(rules.ruleId)],
  ruleId: [asc(rules.ruleId)],
  "-ruleId": [desc(rules.ruleId)],
} as const;

function toWhere(filter: RuleFilter): SQL | undefined {
  const conditions: (SQL | undefined)[] = [
    containsText([rules.ruleId, rules.description, rules.mqttTopic, rules.groupId, rules.rocketmqTopic], filter.q),
  ];
  if (filter.instanceId !== undefined) {
    conditions.push(eq(rules.instanceId, filter.instanceId));
  }
  if (filter.type !== undefined) {
    conditions.push(eq(rules.type, filter.type));
  }
  if (filter.status !== undefined) {
    conditions.push(eq(rules.status, filter.status));
  }
  return and(...conditions);
}

/** Without a window: every rule of the filter, bounded by the quota. */
export function listRules(
  db: AppExecutor,
  filter: RuleFilter,
  sort: ListRulesQuery["sort"],
  window?: PageWindow,
): RuleRow[] {
  const query = db
    .select()
    .from(rules)
    .where(toWhere(filter))
    .orderBy(...orders[sort]);
  if (window === undefined) {
    return query.all();
  }
  const { limit, offset } = toLimit(window);
  return query.limit(limit).offset(offset).all();
}

export function countRules(db: AppExecutor, filter: RuleFilter): number {
  return db.select({ total: count() }).from(rules).where(toWhere(filter)).get()?.total ?? 0;
}

export function findRule(db: AppExecutor, ruleId: string): RuleRow | undefined {
  return db.select().from(rules).where(eq(rules.ruleId, ruleId)).get();
}

/** The rule of this type that already has the MQTT topic or the group; at most one. */
export function findRuleOfResource(
  db: AppExecutor,
  instanceId: string,
  type: RuleType,
  resource: { mqttTopic: string } | { groupId: string },
): RuleRow | undefined {
  const isResource =
    "mqttTopic" in resource ? eq(rules.mqttTopic, resource.mqttTopic) : eq(rules.groupId, resource.groupId);
  return db
    .select()
    .from(rules)
    .where(and(eq(rules.instanceId, instanceId), eq(rules.type, type), isResource))
    .get();
}

export function listRulesOfTopics(db: AppExecutor, instanceId: string, names: readonly string[]): RuleRow[] {
  return db
    .select()
    .from(rules)
    .where(and(eq(rules.instanceId, instanceId), inArray(rules.mqttTopic, [...names])))
    .orderBy(asc(rules.ruleId))
    .all();
}

export function listRulesOfGroups(db: AppExecutor, instanceId: string, groupIds: readonly string[]): RuleRow[] {
  return db
    .select()
    .from(rules)
    .where(and(eq(rules.instanceId, instanceId), inArray(rules.groupId, [...groupIds])))
    .orderBy(asc(rules.ruleId))
    .all();
}

export function listRulesOfRocketmqInstance(db: AppExecutor, rocketmqInstanceId: string): RuleRow[] {
  return db
    .select()
    .from(rules)
    .where(eq(rules.rocketmqInstanceId, rocketmqInstanceId))
    .orderBy(asc(rules.ruleId))
    .all();
}

export function insertRule(db: AppExecutor, row: RuleRow): void {
  db.insert(rules).values(row).run();
}

export function updateRule(db: AppExecutor, ruleId: string, changes: Partial<RuleRow>): void {
  db.update(rules).set(changes).where(eq(rules.ruleId, ruleId)).run();
}

export function deleteRule(db: AppExecutor, ruleId: string): void {
  db.delete(rules).where(eq(rules.ruleId, ruleId)).run();
}
