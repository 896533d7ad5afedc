import { existsSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { listLeftSessions } from "@/db/queries/runtime/broker-sessions";
import * as deadLetters from "@/db/queries/runtime/dead-letters";
import { listDeviceClients, listDeviceEvents } from "@/db/queries/runtime/device-events";
import { listInstanceMinutes } from "@/db/queries/runtime/instance-minutes";
import { findMessageTrace, listMessageTraces } from "@/db/queries/runtime/message-traces";
import { listRuleMinutes, listSteppedMinutes } from "@/db/queries/runtime/rule-minutes";
import { findRuleTotals } from "@/db/queries/runtime/rule-totals";
import { sumTraceMinutes } from "@/db/queries/runtime/trace-minutes";
import { openRuntimeDatabase, type RuntimeDatabase } from "@/db/runtime-client";
import type { DeadLetterRow } from "@/db/schema/runtime/dead-letters";
import type { DeadLetter, DeadLetterDetail } from "@/lib/dead-letters/schemas";
import type { RuleTotals } from "@/lib/metrics/schemas";
import { toDeviceTrace, toMessageTrace } from "@/server/gateways/trace-rows";
import type { RuntimeHistory } from "@/server/services/shared/runtime-history";

const minuteMs = 60_000;
/** What a page shows of a body; the whole one stays on disk. */
const bodyBytesMax = 256 * 1024;
/** The runtime gives up on more. */
const leftSessionsMax = 1_000;

/** Reads runtime.db, which the runtime alone writes. Opened when it is first there. */
export function openRuntimeHistory(path: string): RuntimeHistory & { close(): void } {
  let db: RuntimeDatabase | undefined;
  const read = <T>(query: (open: RuntimeDatabase) => T, otherwise: T): T => {
    if (db === undefined && !existsSync(path)) {
      return otherwise;
    }
    try {
      db ??= openRuntimeDatabase(path, { readonly: true });
      return query(db);
    } catch (error) {
      // The runtime makes the file first and its tables a moment later.
      if (error instanceof Sqlite.SqliteError && /no such table|unable to open/.test(error.message)) {
        return otherwise;
      }
      throw error;
    }
  };
  return {
    findTotals: (ruleId) => read((open) => toTotals(findRuleTotals(open, ruleId)), undefined),
    listMinutes: (ruleId, fromMs, toMs) => read((open) => listRuleMinutes(open, ruleId, fromMs, toMs).map(toPoint), []),
    listSteppedMinutes: (ruleIds, range) =>
      read((open) => {
        const byRule = new Map<string, ReturnType<typeof toPoint>[]>();
        for (const row of listSteppedMinutes(open, ruleIds, range)) {
          const points = byRule.get(row.ruleId) ?? [];
          points.push({ ...toPoint(row), intervalMs: Math.max(minuteMs, range.stepMs) });
          byRule.set(row.ruleId, points);
        }
        return byRule;
      }, new Map()),
    listInstanceMinutes: (instanceId, range) =>
      read(
        (open) =>
          listInstanceMinutes(open, instanceId, range).map((row) => ({
            tMs: row.minuteMs,
            connections: row.connectionsMax,
            subscriptions: row.subscriptionsMax,
          })),
        [],
      ),
    listDeadLetters: (ruleId, { page, pageSize }) =>
      read(
        (open) => {
          const rows = deadLetters.listDeadLetters(open, ruleId, { limit: pageSize, offset: (page - 1) * pageSize });
          return { items: rows.map(toDeadLetter), total: deadLetters.countDeadLetters(open, ruleId).count };
        },
        { items: [], total: 0 },
      ),
    findDeadLetter: (ruleId, id) =>
      read((open) => {
        const row = deadLetters.findDeadLetter(open, ruleId, id);
        return row && toDeadLetterDetail(row);
      }, undefined),
    findDeadLetterBody: (ruleId, id) =>
      read((open) => {
        const body = deadLetters.findDeadLetterBody(open, ruleId, id);
        return body && new Uint8Array(body);
      }, undefined),
    listMessageTraces: (window) =>
      read(
        (open) =>
          listMessageTraces(open, window).map((row) => ({
            trace: toMessageTrace(row),
            position: { timeMs: row.receivedAtMs, id: row.id },
          })),
        [],
      ),
    findMessageTrace: (instanceId, messageId) =>
      read((open) => {
        const row = findMessageTrace(open, messageId);
        return row?.instanceId === instanceId ? toMessageTrace(row) : undefined;
      }, undefined),
    listDeviceTraces: (window) => read((open) => listDeviceEvents(open, window).map(toDeviceTrace), []),
    listTraceClients: (instanceId, q, limit) => read((open) => listDeviceClients(open, instanceId, q, limit), []),
    listLeftSessions: (instanceId) =>
      read(
        (open) =>
          listLeftSessions(open, instanceId, leftSessionsMax).map(({ staleSinceMs, ...session }) => ({
            ...session,
            sinceMs: staleSinceMs,
          })),
        [],
      ),
    countTraces: (filter) => read((open) => sumTraceMinutes(open, filter), { seen: 0, recorded: 0 }),
    close: () => db?.$client.close(),
  };
}

function toTotals(row: ReturnType<typeof findRuleTotals>): RuleTotals | undefined {
  if (row === undefined) {
    return undefined;
  }
  const { ruleId, lastConnectedAtMs, ...totals } = row;
  return totals;
}

/** A row holds the totals at its minute's end. */
function toPoint(row: ReturnType<typeof listRuleMinutes>[number]) {
  return {
    tMs: row.minuteMs + minuteMs,
    received: row.received,
    delivered: row.delivered,
    backlog: row.backlogMax,
    p50Ms: row.p50Ms ?? Number.NaN,
    p99Ms: row.p99Ms ?? Number.NaN,
    errors: row.errors,
    intervalMs: minuteMs,
  };
}

function toDeadLetter(row: deadLetters.DeadLetterSummaryRow): DeadLetter {
  return {
    id: row.id,
    ruleId: row.ruleId,
    mqttTopic: row.mqttTopic,
    qos: row.qos,
    causeCode: row.causeCode,
    cause: row.cause,
    bodyBytes: row.bodyBytes,
    createdAt: new Date(row.firstAttemptAtMs).toISOString(),
    lastAttemptAt: new Date(row.lastAttemptAtMs).toISOString(),
    redriveCount: row.redriveCount,
  };
}

function toDeadLetterDetail(row: DeadLetterRow): DeadLetterDetail {
  return {
    ...toDeadLetter(row),
    bodyBase64: row.body.subarray(0, bodyBytesMax).toString("base64"),
    isBodyTruncated: row.body.length > bodyBytesMax,
    properties: toProperties(row.properties),
  };
}

/** `key 0x01 value 0x02`, repeated. */
function toProperties(text: string): Record<string, string> {
  const pairs = text.split("\u0002").filter((pair) => pair !== "");
  return Object.fromEntries(pairs.map((pair) => pair.split("\u0001", 2)).map(([key, value]) => [key, value ?? ""]));
}
