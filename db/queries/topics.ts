import { and, asc, count, eq, sql } from "drizzle-orm";
import type { PageQuery } from "../../lib/pages";
import type { AppExecutor } from "../client";
import { type TopicRow, topics } from "../schema/app/topics";
import { containsText, toLimit } from "./paging";

const isTopic = (instanceId: string, name: string) => and(eq(topics.instanceId, instanceId), eq(topics.name, name));

export function listTopics(db: AppExecutor, instanceId: string, query: PageQuery) {
  const where = and(eq(topics.instanceId, instanceId), containsText([topics.name, topics.description], query.q));
  const { limit, offset } = toLimit(query);
  return {
    rows: db
      .select()
      .from(topics)
      .where(where)
      .orderBy(asc(sql`${topics.name} COLLATE NOCASE`))
      .limit(limit)
      .offset(offset)
      .all(),
    total: db.select({ total: count() }).from(topics).where(where).get()?.total ?? 0,
  };
}

export function findTopic(db: AppExecutor, instanceId: string, name: string): TopicRow | undefined {
  return db.select().from(topics).where(isTopic(instanceId, name)).get();
}

export function insertTopic(db: AppExecutor, row: TopicRow): void {
  db.insert(topics).values(row).run();
}

export function updateTopic(db: AppExecutor, instanceId: string, name: string, changes: Partial<TopicRow>): void {
  db.update(topics).set(changes).where(isTopic(instanceId, name)).run();
}

export function deleteTopic(db: AppExecutor, instanceId: string, name: string): void {
  db.delete(topics).where(isTopic(instanceId, name)).run();
}
