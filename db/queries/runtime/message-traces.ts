import { and, desc, eq, gte, lt, lte, or, type SQL } from "drizzle-orm";
import type { MessageOutcome } from "../../../lib/traces/schemas";
import type { RuntimeExecutor } from "../../runtime-client";
import { type MessageTraceRow, messageTraces } from "../../schema/runtime/message-traces";
import { isBefore, type PruneBounds, pruneRows, type TraceCursor } from "./trace-rows";

const inOrder = { table: messageTraces, id: messageTraces.id, timeMs: messageTraces.receivedAtMs };

export type NewMessageTrace = Omit<MessageTraceRow, "id">;
export type MessageTraceChanges = Partial<
  Pick<
    MessageTraceRow,
    | "outcome"
    | "sentAfterMs"
    | "spooledAfterMs"
    | "settledAfterMs"
    | "retries"
    | "cause"
    | "brokerName"
    | "queueId"
    | "queueOffset"
    | "brokerMessageId"
  >
>;

export interface MessageTraceFilter {
  instanceId: string;
  topic?: string | undefined;
  clientId?: string | undefined;
  ruleId?: string | undefined;
  outcome?: MessageOutcome | undefined;
  fromMs: number;
  toMs: number;
  before?: TraceCursor | undefined;
  limit: number;
}

/** A message that is known already keeps its row. */
export function insertMessageTrace(db: RuntimeExecutor, row: NewMessageTrace): void {
  db.insert(messageTraces).values(row).onConflictDoNothing().run();
}

/** Nothing happens when the row was removed meanwhile. */
export function updateMessageTrace(db: RuntimeExecutor, messageId: string, changes: MessageTraceChanges): void {
  db.update(messageTraces).set(changes).where(eq(messageTraces.messageId, messageId)).run();
}

/** Newest first. */
export function listMessageTraces(db: RuntimeExecutor, filter: MessageTraceFilter): MessageTraceRow[] {
  const { instanceId, topic, clientId, ruleId, outcome, fromMs, toMs, before, limit } = filter;
  const conditions: (SQL | undefined)[] = [
    eq(messageTraces.instanceId, instanceId),
    gte(messageTraces.receivedAtMs, fromMs),
    lte(messageTraces.receivedAtMs, toMs),
    topic === undefined ? undefined : isOfTopic(topic),
    clientId === undefined ? undefined : eq(messageTraces.clientId, clientId),
    ruleId === undefined ? undefined : eq(messageTraces.ruleId, ruleId),
    outcome === undefined ? undefined : eq(messageTraces.outcome, outcome),
    isBefore(inOrder, before),
  ];
  return db
    .select()
    .from(messageTraces)
    .where(and(...conditions))
    .orderBy(desc(messageTraces.receivedAtMs), desc(messageTraces.id))
    .limit(limit)
    .all();
}

/** By the client-side message ID, which both sides know, or by the broker's, which names the place in its store. */
export function findMessageTrace(db: RuntimeExecutor, messageId: string): MessageTraceRow | undefined {
  const byClient = db.select().from(messageTraces).where(eq(messageTraces.messageId, messageId)).get();
  // A store that was emptied gives the same places again: the newest.
  const byBroker = () =>
    db
      .select()
      .from(messageTraces)
      .where(eq(messageTraces.brokerMessageId, messageId))
      .orderBy(desc(messageTraces.id))
      .get();
  return byClient ?? byBroker();
}

export function pruneMessageTraces(db: RuntimeExecutor, bounds: PruneBounds): number {
  return pruneRows(db, inOrder, bounds);
}

function isOfTopic(topic: string): SQL | undefined {
  if (!topic.endsWith("/#")) {
    return eq(messageTraces.mqttTopic, topic);
  }
  const parent = topic.slice(0, -2);
  // "0" follows "/": everything that begins with the topic and a slash, by the index.
  const isBelow = and(gte(messageTraces.mqttTopic, `${parent}/`), lt(messageTraces.mqttTopic, `${parent}0`));
  return or(eq(messageTraces.mqttTopic, parent), isBelow);
}
