import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { migrateDatabase } from "@/db/migrate";
import {
  insertDeviceEvent,
  listDeviceClients,
  listDeviceEvents,
  pruneDeviceEvents,
} from "@/db/queries/runtime/device-events";
import {
  findMessageTrace,
  insertMessageTrace,
  listMessageTraces,
  type MessageTraceFilter,
  type NewMessageTrace,
  pruneMessageTraces,
  updateMessageTrace,
} from "@/db/queries/runtime/message-traces";
import { addTraceMinute, sumTraceMinutes } from "@/db/queries/runtime/trace-minutes";
import { openRuntimeDatabase } from "@/db/runtime-client";

function openDatabase() {
  const db = openRuntimeDatabase(":memory:");
  onTestFinished(() => void db.$client.close());
  migrateDatabase(db.$client, join(process.cwd(), "db/migrations/runtime"));
  return db;
}

function trace(messageId: string, changes: Partial<NewMessageTrace> = {}): NewMessageTrace {
  return {
    messageId,
    instanceId: "mqtt-1",
    ruleId: "r1",
    mqttTopic: "TopicA/x",
    clientId: "GID_a@@@1",
    qos: 1,
    payloadBytes: 3,
    receivedAtMs: 1_000,
    outcome: "delivered",
    sentAfterMs: 1,
    spooledAfterMs: null,
    settledAfterMs: 2,
    retries: 0,
    cause: null,
    rocketmqInstanceId: "MQ_INST_1",
    rocketmqTopic: "TopicB",
    brokerName: "broker-a",
    queueId: 1,
    queueOffset: 7,
    brokerMessageId: "AC",
    ...changes,
  };
}

const all: MessageTraceFilter = { instanceId: "mqtt-1", fromMs: 0, toMs: 10_000, limit: 100 };

describe("message traces", () => {
  it("are found by topic, by everything below a topic, by client, rule and outcome, never of another instance", () => {
    const db = openDatabase();
    for (const row of [
      trace("A"),
      trace("B", { mqttTopic: "TopicA", clientId: "GID_a@@@2" }),
      trace("C", { mqttTopic: "TopicAB/x", ruleId: "r2" }),
      trace("D", { mqttTopic: "TopicA/x/y", outcome: "deadLettered", clientId: null }),
      trace("E", { instanceId: "mqtt-2" }),
      trace("F", { receivedAtMs: 20_000 }),
    ]) {
      insertMessageTrace(db, row);
    }
    const ids = (filter: Partial<MessageTraceFilter>) =>
      listMessageTraces(db, { ...all, ...filter })
        .map(({ messageId }) => messageId)
        .join("");
    expect(ids({})).toBe("DCBA");
    expect(ids({ topic: "TopicA/x" })).toBe("A");
    expect(ids({ topic: "TopicA/#" })).toBe("DBA");
    expect(ids({ clientId: "GID_a@@@2" })).toBe("B");
    expect(ids({ ruleId: "r2" })).toBe("C");
    expect(ids({ outcome: "deadLettered" })).toBe("D");
    expect(findMessageTrace(db, "F")?.receivedAtMs).toBe(20_000);
  });

  it("are found by the broker's message ID too: the newest, where a store began again; the client's goes first", () => {
    const db = openDatabase();
    const place = "7F00000100002A9F0000000000000000";
    insertMessageTrace(db, trace("A", { brokerMessageId: place }));
    insertMessageTrace(db, trace("B", { brokerMessageId: place }));
    insertMessageTrace(db, trace("C", { brokerMessageId: "A" }));
    expect(findMessageTrace(db, place)?.messageId).toBe("B");
    expect(findMessageTrace(db, "A")?.messageId).toBe("A");
    expect(findMessageTrace(db, "elsewhere")).toBeUndefined();
  });

  it("go on behind the last one without losing or repeating any, though many are of one millisecond", () => {
    const db = openDatabase();
    for (let n = 0; n < 25; n += 1) {
      insertMessageTrace(db, trace(`M${n}`, { receivedAtMs: 1_000 + Math.floor(n / 10) }));
    }
    const seen: string[] = [];
    let before: MessageTraceFilter["before"];
    for (;;) {
      const rows = listMessageTraces(db, { ...all, limit: 7, before });
      const last = rows.at(-1);
      if (last === undefined) {
        break;
      }
      seen.push(...rows.map(({ messageId }) => messageId));
      before = { timeMs: last.receivedAtMs, id: last.id };
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `M${24 - n}`));
  });

  it("keep one row for each message, which a later word changes", () => {
    const db = openDatabase();
    insertMessageTrace(db, trace("A", { outcome: "spooled", settledAfterMs: null }));
    insertMessageTrace(db, trace("A", { ruleId: "other" }));
    updateMessageTrace(db, "A", { outcome: "delivered", settledAfterMs: 9_000 });
    updateMessageTrace(db, "unknown", { outcome: "delivered" });
    expect(listMessageTraces(db, all)).toEqual([
      expect.objectContaining({ messageId: "A", ruleId: "r1", outcome: "delivered", settledAfterMs: 9_000 }),
    ]);
  });

  it("are removed oldest first when they are too many or too old, so many at a time", () => {
    const db = openDatabase();
    for (let n = 0; n < 20; n += 1) {
      insertMessageTrace(db, trace(`M${n}`, { receivedAtMs: n }));
    }
    expect(pruneMessageTraces(db, { oldestMs: 0, rowsMax: 15, limit: 3 })).toBe(3);
    expect(pruneMessageTraces(db, { oldestMs: 0, rowsMax: 15, limit: 3 })).toBe(2);
    expect(pruneMessageTraces(db, { oldestMs: 0, rowsMax: 15, limit: 3 })).toBe(0);
    expect(pruneMessageTraces(db, { oldestMs: 12, rowsMax: 15, limit: 100 })).toBe(7);
    expect(listMessageTraces(db, all).map(({ receivedAtMs }) => receivedAtMs)).toEqual([
      19, 18, 17, 16, 15, 14, 13, 12,
    ]);
  });
});

describe("device events", () => {
  const event = (clientId: string, timeMs: number) => ({
    ...{ instanceId: "mqtt-1", clientId, timeMs, action: "connect" as const, channelId: "c" },
    ...{ clientAddress: "127.0.0.1:1", protocolVersion: 5, reason: null },
  });

  it("are found by device and time, newest first, and their devices by a part of the client ID", () => {
    const db = openDatabase();
    insertDeviceEvent(db, event("GID_a@@@1", 1));
    insertDeviceEvent(db, event("GID_b@@@1", 2));
    insertDeviceEvent(db, event("GID_a@@@1", 3));
    const times = (clientId?: string) => listDeviceEvents(db, { ...all, clientId }).map(({ timeMs }) => timeMs);
    expect(times()).toEqual([3, 2, 1]);
    expect(times("GID_a@@@1")).toEqual([3, 1]);
    expect(listDeviceClients(db, "mqtt-1", "", 10)).toEqual(["GID_a@@@1", "GID_b@@@1"]);
    expect(listDeviceClients(db, "mqtt-1", "_b@", 10)).toEqual(["GID_b@@@1"]);
    expect(listDeviceClients(db, "mqtt-2", "", 10)).toEqual([]);
  });

  it("are bounded in number and age", () => {
    const db = openDatabase();
    for (let n = 0; n < 10; n += 1) {
      insertDeviceEvent(db, event("d", n));
    }
    pruneDeviceEvents(db, { oldestMs: 4, rowsMax: 5, limit: 100 });
    expect(listDeviceEvents(db, all).map(({ timeMs }) => timeMs)).toEqual([9, 8, 7, 6, 5]);
  });
});

describe("counts of what was traced", () => {
  it("add up over the minutes asked for, of one rule or of all", () => {
    const db = openDatabase();
    const minute = { kind: "message", instanceId: "mqtt-1", ruleId: "r1", minuteMs: 60_000 } as const;
    addTraceMinute(db, { ...minute, seen: 10, recorded: 5 });
    addTraceMinute(db, { ...minute, seen: 1, recorded: 1 });
    addTraceMinute(db, { ...minute, ruleId: "r2", seen: 100, recorded: 50 });
    addTraceMinute(db, { ...minute, minuteMs: 180_000, seen: 7, recorded: 7 });
    const sum = (changes: object) =>
      sumTraceMinutes(db, { kind: "message", instanceId: "mqtt-1", fromMs: 90_000, toMs: 100_000, ...changes });
    expect(sum({})).toEqual({ seen: 111, recorded: 56 });
    expect(sum({ ruleId: "r1", toMs: 200_000 })).toEqual({ seen: 18, recorded: 13 });
    expect(sum({ kind: "device" })).toEqual({ seen: 0, recorded: 0 });
  });
});
