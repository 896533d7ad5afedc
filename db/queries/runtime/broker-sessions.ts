import { asc, eq } from "drizzle-orm";
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
