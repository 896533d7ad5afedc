import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { RuntimeExecutor } from "../../runtime-client";
import { type BrokerSessionRow, brokerSessions } from "../../schema/runtime/broker-sessions";

/** Oldest first. */
export function listBrokerSessions(db: RuntimeExecutor): BrokerSessionRow[] {
  return db.select().from(brokerSessions).orderBy(asc(brokerSessions.openedAtMs)).all();
}

export function putBrokerSession(db: RuntimeExecutor, row: BrokerSessionRow): void {
  const { sessionKey: _, ...changes } = row;
  db.insert(brokerSessions).values(row).onConflictDoUpdate({ target: brokerSessions.sessionKey, set: changes }).run();
}

export function deleteBrokerSession(db: RuntimeExecutor, sessionKey: string): void {
  db.delete(brokerSessions).where(eq(brokerSessions.sessionKey, sessionKey)).run();
}

/** Of one instance, those that are over and still at the broker, longest first; without the secrets of the connection. */
export function listLeftSessions(db: RuntimeExecutor, instanceId: string, limit: number) {
  const { ruleId, connection, staleSinceMs } = brokerSessions;
  return db
    .select({
      ruleId,
      url: sql<string>`json_extract(${connection}, '$.url')`,
      staleSinceMs: sql<number>`${staleSinceMs}`,
    })
    .from(brokerSessions)
    .where(and(eq(brokerSessions.instanceId, instanceId), isNotNull(staleSinceMs)))
    .orderBy(asc(staleSinceMs))
    .limit(limit)
    .all();
}
