import { and, asc, count, desc, eq, type SQL, sql } from "drizzle-orm";
import type { ListRocketmqInstancesQuery } from "../../lib/rocketmq/schemas";
import type { AppExecutor } from "../client";
import { type RocketmqInstanceRow, rocketmqInstances } from "../schema/app/rocketmq-instances";
import { rules } from "../schema/app/rules";
import { containsText, toLimit } from "./paging";

export interface CountedRocketmqInstance {
  row: RocketmqInstanceRow;
  ruleCount: number;
}

// Qualified by hand: drizzle leaves the table's name out of a column in a select of one table.
const counted = {
  row: rocketmqInstances,
  ruleCount: sql<number>`(SELECT count(*) FROM ${rules} WHERE rules.rocketmq_instance_id = rocketmq_instances.instance_id)`,
};

const orders = {
  createdAt: [asc(rocketmqInstances.createdAt), asc(rocketmqInstances.instanceId)],
  "-createdAt": [desc(rocketmqInstances.createdAt), desc(rocketmqInstances.instanceId)],
  name: [asc(sql`${rocketmqInstances.name} COLLATE NOCASE`), asc(rocketmqInstances.instanceId)],
  "-name": [desc(sql`${rocketmqInstances.name} COLLATE NOCASE`), desc(rocketmqInstances.instanceId)],
} as const;

export function listRocketmqInstances(db: AppExecutor, query: ListRocketmqInstancesQuery) {
  const conditions: (SQL | undefined)[] = [
    containsText([rocketmqInstances.instanceId, rocketmqInstances.name], query.q),
  ];
  if (query.regionId !== undefined) {
    conditions.push(eq(rocketmqInstances.regionId, query.regionId));
  }
  if (query.series !== undefined) {
    conditions.push(eq(rocketmqInstances.series, query.series));
  }
  const where = and(...conditions);
  const { limit, offset } = toLimit(query);
  const rows: CountedRocketmqInstance[] = db
    .select(counted)
    .from(rocketmqInstances)
    .where(where)
    .orderBy(...orders[query.sort])
    .limit(limit)
    .offset(offset)
    .all();
  return { rows, total: db.select({ total: count() }).from(rocketmqInstances).where(where).get()?.total ?? 0 };
}

export function findRocketmqInstance(db: AppExecutor, instanceId: string): CountedRocketmqInstance | undefined {
  return db.select(counted).from(rocketmqInstances).where(eq(rocketmqInstances.instanceId, instanceId)).get();
}

export function findEmbeddedRocketmqInstance(db: AppExecutor, series: string): RocketmqInstanceRow | undefined {
  return db
    .select()
    .from(rocketmqInstances)
    .where(and(eq(rocketmqInstances.broker, "embedded"), sql`${rocketmqInstances.series} = ${series}`))
    .get();
}

export function insertRocketmqInstance(db: AppExecutor, row: RocketmqInstanceRow): void {
  db.insert(rocketmqInstances).values(row).run();
}

export function updateRocketmqInstance(db: AppExecutor, id: string, changes: Partial<RocketmqInstanceRow>): void {
  db.update(rocketmqInstances).set(changes).where(eq(rocketmqInstances.instanceId, id)).run();
}

export function deleteRocketmqInstance(db: AppExecutor, instanceId: string): void {
  db.delete(rocketmqInstances).where(eq(rocketmqInstances.instanceId, instanceId)).run();
}
