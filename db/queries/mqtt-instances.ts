import { and, asc, count, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ListInstancesQuery } from "../../lib/instances/schemas";
import type { AppExecutor } from "../client";
import { groups } from "../schema/app/groups";
import { type MqttInstanceRow, mqttInstances } from "../schema/app/mqtt-instances";
import { rules } from "../schema/app/rules";
import { topics } from "../schema/app/topics";
import { containsText, toLimit } from "./paging";

export interface InstanceCounts {
  ruleCount: number;
  topicCount: number;
  groupCount: number;
}
export type CountedInstance = InstanceCounts & { row: MqttInstanceRow };

// Qualified by hand: drizzle leaves the table's name out of a column in a select of one table.
const counted = {
  row: mqttInstances,
  ruleCount: sql<number>`(SELECT count(*) FROM ${rules} WHERE rules.instance_id = mqtt_instances.instance_id)`,
  topicCount: sql<number>`(SELECT count(*) FROM ${topics} WHERE topics.instance_id = mqtt_instances.instance_id)`,
  groupCount: sql<number>`(SELECT count(*) FROM ${groups} WHERE groups.instance_id = mqtt_instances.instance_id)`,
};

const orders = {
  createdAt: [asc(mqttInstances.createdAt), asc(mqttInstances.instanceId)],
  "-createdAt": [desc(mqttInstances.createdAt), desc(mqttInstances.instanceId)],
  name: [asc(sql`${mqttInstances.name} COLLATE NOCASE`), asc(mqttInstances.instanceId)],
  "-name": [desc(sql`${mqttInstances.name} COLLATE NOCASE`), desc(mqttInstances.instanceId)],
} as const;

export function listMqttInstances(db: AppExecutor, query: ListInstancesQuery) {
  const conditions: (SQL | undefined)[] = [containsText([mqttInstances.instanceId, mqttInstances.name], query.q)];
  if (query.regionId !== undefined) {
    conditions.push(eq(mqttInstances.regionId, query.regionId));
  }
  if (query.status !== undefined) {
    conditions.push(eq(mqttInstances.status, query.status));
  }
  if (query.broker !== undefined) {
    conditions.push(eq(mqttInstances.broker, query.broker));
  }
  if (query.type !== undefined) {
    conditions.push(eq(mqttInstances.instanceType, query.type));
  }
  if (query.tag !== undefined) {
    conditions.push(hasTag(query.tag));
  }
  const where = and(...conditions);
  const { limit, offset } = toLimit(query);
  const rows: CountedInstance[] = db
    .select(counted)
    .from(mqttInstances)
    .where(where)
    .orderBy(...orders[query.sort])
    .limit(limit)
    .offset(offset)
    .all();
  return { rows, total: db.select({ total: count() }).from(mqttInstances).where(where).get()?.total ?? 0 };
}

// A key may hold a colon itself, so the text is compared, never split.
function hasTag(tag: string): SQL {
  return sql`EXISTS (SELECT 1 FROM json_each(mqtt_instances.tags) AS tag
    WHERE tag.key = ${tag} OR tag.key || ':' || tag.value = ${tag})`;
}

/** Distinct tags of a region as `key:value`, or `key` where the value is empty; the first ones by name. */
export function listMqttInstanceTags(db: AppExecutor, regionId: string, tagsMax: number): string[] {
  const rows = db.all<{ tag: string }>(
    sql`SELECT DISTINCT iif(tag.value = '', tag.key, tag.key || ':' || tag.value) AS tag
      FROM ${mqttInstances}, json_each(mqtt_instances.tags) AS tag
      WHERE mqtt_instances.region_id = ${regionId} ORDER BY 1 LIMIT ${tagsMax}`,
  );
  return rows.map(({ tag }) => tag);
}

export function countMqttInstancesByStatus(db: AppExecutor): Partial<Record<MqttInstanceRow["status"], number>> {
  const rows = db
    .select({ status: mqttInstances.status, total: count() })
    .from(mqttInstances)
    .groupBy(mqttInstances.status)
    .all();
  return Object.fromEntries(rows.map(({ status, total }) => [status, total]));
}

export function countMqttInstancesByRegion(db: AppExecutor): Record<string, number> {
  const rows = db
    .select({ regionId: mqttInstances.regionId, total: count() })
    .from(mqttInstances)
    .groupBy(mqttInstances.regionId)
    .all();
  return Object.fromEntries(rows.map(({ regionId, total }) => [regionId, total]));
}

export function listMqttInstanceNames(
  db: AppExecutor,
  instanceIds: readonly string[],
): Map<string, Pick<MqttInstanceRow, "name" | "regionId">> {
  const { instanceId, name, regionId } = mqttInstances;
  const rows = db
    .select({ instanceId, name, regionId })
    .from(mqttInstances)
    .where(inArray(instanceId, [...instanceIds]))
    .all();
  return new Map(rows.map((row) => [row.instanceId, row]));
}

export function findMqttInstance(db: AppExecutor, instanceId: string): CountedInstance | undefined {
  return db.select(counted).from(mqttInstances).where(eq(mqttInstances.instanceId, instanceId)).get();
}

export function findEmbeddedMqttInstance(db: AppExecutor): MqttInstanceRow | undefined {
  return db.select().from(mqttInstances).where(eq(mqttInstances.broker, "embedded")).get();
}

export function insertMqttInstance(db: AppExecutor, row: MqttInstanceRow): void {
  db.insert(mqttInstances).values(row).run();
}

export function updateMqttInstance(db: AppExecutor, instanceId: string, changes: Partial<MqttInstanceRow>): void {
  db.update(mqttInstances).set(changes).where(eq(mqttInstances.instanceId, instanceId)).run();
}

/** With its topics and groups; rules must be gone before. */
export function deleteMqttInstance(db: AppExecutor, instanceId: string): void {
  db.delete(topics).where(eq(topics.instanceId, instanceId)).run();
  db.delete(groups).where(eq(groups.instanceId, instanceId)).run();
  db.delete(mqttInstances).where(eq(mqttInstances.instanceId, instanceId)).run();
}
