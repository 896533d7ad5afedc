import { and, asc, count, eq, sql } from "drizzle-orm";
import type { PageQuery } from "../../lib/pages";
import type { AppExecutor } from "../client";
import { type GroupRow, groups } from "../schema/app/groups";
import { containsText, toLimit } from "./paging";

const isGroup = (instanceId: string, groupId: string) =>
  and(eq(groups.instanceId, instanceId), eq(groups.groupId, groupId));

export function listGroups(db: AppExecutor, instanceId: string, query: PageQuery) {
  const where = and(eq(groups.instanceId, instanceId), containsText([groups.groupId], query.q));
  const { limit, offset } = toLimit(query);
  return {
    rows: db
      .select()
      .from(groups)
      .where(where)
      .orderBy(asc(sql`${groups.groupId} COLLATE NOCASE`))
      .limit(limit)
      .offset(offset)
      .all(),
    total: db.select({ total: count() }).from(groups).where(where).get()?.total ?? 0,
  };
}

export function findGroup(db: AppExecutor, instanceId: string, groupId: string): GroupRow | undefined {
  return db.select().from(groups).where(isGroup(instanceId, groupId)).get();
}

export function insertGroup(db: AppExecutor, row: GroupRow): void {
  db.insert(groups).values(row).run();
}

export function deleteGroup(db: AppExecutor, instanceId: string, groupId: string): void {
  db.delete(groups).where(isGroup(instanceId, groupId)).run();
}
