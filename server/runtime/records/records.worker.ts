import { parentPort, workerData } from "node:worker_threads";
import { eq } from "drizzle-orm";
import { migrateDatabase } from "@/db/migrate";
import { deleteBrokerSession, listBrokerSessions, putBrokerSession } from "@/db/queries/runtime/broker-sessions";
import {
  countDeadLetters,
  countSelected,
  deleteDeadLetters,
  insertDeadLetter,
  noteRejectedAgain,
  readDeadLetters,
} from "@/db/queries/runtime/dead-letters";
import { insertDeviceEvent, pruneDeviceEvents } from "@/db/queries/runtime/device-events";
import { deleteInstanceMinutesBefore, putInstanceMinute } from "@/db/queries/runtime/instance-minutes";
import { insertMessageTrace, pruneMessageTraces, updateMessageTrace } from "@/db/queries/runtime/message-traces";
import { deleteMinutesBefore, deleteMinutesOf, putRuleMinute } from "@/db/queries/runtime/rule-minutes";
import { deleteRuleTotals, findRuleTotals, putRuleTotals } from "@/db/queries/runtime/rule-totals";
import { addTraceMinute, deleteTraceMinutesBefore } from "@/db/queries/runtime/trace-minutes";
import { openRuntimeDatabase } from "@/db/runtime-client";
import { runtimeSettings } from "@/db/schema/runtime/runtime-settings";
import type { WorkerReply, WorkerRequest } from "@/server/runtime/worker-link";
import type { RecordsMethod, RecordsRequests } from "./records-requests";

const { path, migrations } = workerData as { path: string; migrations: string }; // safe because RecordsStore gives it
const db = openRuntimeDatabase(path);
migrateDatabase(db.$client, migrations);

type Handlers = {
  [Method in RecordsMethod]: (params: RecordsRequests[Method]["params"]) => RecordsRequests[Method]["result"];
};

const handlers: Handlers = {
  addDeadLetters: ({ letters, again }) =>
    db.transaction((tx) => {
      for (const letter of letters) {
        insertDeadLetter(tx, { ...letter, body: Buffer.from(letter.body) });
      }
      for (const { id, ...changes } of again) {
        noteRejectedAgain(tx, id, changes);
      }
      return null;
    }),
  readDeadLetters: ({ ruleId, ids, afterId, limit }) => readDeadLetters(db, ruleId, { ids, afterId, limit }),
  countDeadLetters: ({ ruleId, ids }) =>
    ids === null ? countDeadLetters(db, ruleId) : { count: countSelected(db, ruleId, ids), bytes: 0 },
  deleteDeadLetters: ({ ruleId, ids, exceptIds }) => deleteDeadLetters(db, ruleId, ids, exceptIds),
  checkpoint: ({ totals, minutes, instanceMinutes, oldestMinuteMs }) =>
    db.transaction((tx) => {
      for (const row of totals) {
        putRuleTotals(tx, row);
      }
      for (const row of minutes) {
        putRuleMinute(tx, row);
      }
      for (const row of instanceMinutes) {
        putInstanceMinute(tx, row);
      }
      if (oldestMinuteMs !== undefined) {
        deleteMinutesBefore(tx, oldestMinuteMs);
        deleteInstanceMinutesBefore(tx, oldestMinuteMs);
      }
      return null;
    }),
  addTraces: ({ messages, devices, minutes }) =>
    db.transaction((tx) => {
      for (const write of messages) {
        if (write.kind === "insert") {
          insertMessageTrace(tx, write.row);
        } else {
          updateMessageTrace(tx, write.messageId, write.changes);
        }
      }
      for (const event of devices) {
        insertDeviceEvent(tx, event);
      }
      for (const minute of minutes) {
        addTraceMinute(tx, minute);
      }
      return null;
    }),
  pruneTraces: (bounds) =>
    db.transaction((tx) => {
      deleteTraceMinutesBefore(tx, bounds.oldestMs);
      return Math.max(pruneMessageTraces(tx, bounds), pruneDeviceEvents(tx, bounds));
    }),
  findTotals: ({ ruleId }) => findRuleTotals(db, ruleId),
  forgetRule: ({ ruleId }) =>
    db.transaction((tx) => {
      deleteRuleTotals(tx, ruleId);
      deleteMinutesOf(tx, ruleId);
      deleteDeadLetters(tx, ruleId, null);
      return null;
    }),
  listBrokerSessions: () => listBrokerSessions(db),
  putBrokerSession: ({ row }) => {
    putBrokerSession(db, row);
    return null;
  },
  deleteBrokerSession: ({ sessionKey }) => {
    deleteBrokerSession(db, sessionKey);
    return null;
  },
  readSetting: ({ name, fallback }) => {
    db.insert(runtimeSettings).values({ name, value: fallback }).onConflictDoNothing().run();
    return db.select().from(runtimeSettings).where(eq(runtimeSettings.name, name)).get()?.value ?? fallback;
  },
  closeAll: () => {
    db.$client.close();
    return null;
  },
};

function answer({ method, params }: WorkerRequest): WorkerReply<unknown> {
  try {
    const handle = handlers[method as RecordsMethod] as (params: unknown) => unknown; // safe because both threads are of one release
    return { ok: true, result: handle(params) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
    return { ok: false, code, message: error instanceof Error ? error.message : "The database did not do as asked." };
  }
}

parentPort?.on("message", (request: WorkerRequest) => {
  parentPort?.postMessage({ id: request.id, reply: answer(request) });
});
