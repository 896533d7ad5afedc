import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { migrateDatabase } from "@/db/migrate";
import { putBrokerSession } from "@/db/queries/runtime/broker-sessions";
import { insertDeadLetter } from "@/db/queries/runtime/dead-letters";
import { putRuleMinute } from "@/db/queries/runtime/rule-minutes";
import { putRuleTotals } from "@/db/queries/runtime/rule-totals";
import { openRuntimeDatabase } from "@/db/runtime-client";
import { MqttConnection } from "@/lib/instances/schemas";
import { emptyTotals } from "@/lib/metrics/schemas";
import { openRuntimeHistory } from "@/server/gateways/runtime-history";

function setUp() {
  const directory = mkdtempSync(join(tmpdir(), "sluice-history-"));
  const path = join(directory, "runtime.db");
  const history = openRuntimeHistory(path);
  onTestFinished(() => {
    history.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const write = () => {
    const db = openRuntimeDatabase(path);
    onTestFinished(() => void db.$client.close());
    return db;
  };
  return { history, write };
}

it("is empty before the runtime's first start and while it makes its tables", () => {
  const { history, write } = setUp();
  expect(history.findTotals("r")).toBeUndefined();
  write();
  expect(history.listDeadLetters("r", { page: 1, pageSize: 20 })).toEqual({ items: [], total: 0 });
  expect(history.listMinutes("r", 0, 1)).toEqual([]);
});

it("reads totals, minutes and dead letters that the runtime wrote", () => {
  const { history, write } = setUp();
  const db = write();
  migrateDatabase(db.$client, join(process.cwd(), "db/migrations/runtime"));
  putRuleTotals(db, { ruleId: "r", ...emptyTotals, received: 7, delivered: 7, lastConnectedAtMs: null });
  const minute = { ruleId: "r", backlogMax: 3, p50Ms: 1, p95Ms: null, p99Ms: null, errors: 0 };
  putRuleMinute(db, { ...minute, minuteMs: 60_000, received: 5, delivered: 4 });
  insertDeadLetter(db, {
    ruleId: "r",
    mqttTopic: "TopicA/x",
    qos: 1,
    causeCode: "tooLarge",
    cause: "4 MiB",
    firstAttemptAtMs: 1_000,
    lastAttemptAtMs: 2_000,
    properties: "qoslevel\u00011\u0002topic\u0001TopicA/x\u0002",
    bodyBytes: 3,
    body: Buffer.from([0, 1, 255]),
  });
  expect(history.findTotals("r")).toEqual({ ...emptyTotals, received: 7, delivered: 7 });
  expect(history.listMinutes("r", 0, 120_000)).toMatchObject([{ tMs: 120_000, received: 5, backlog: 3 }]);
  const { items, total } = history.listDeadLetters("r", { page: 1, pageSize: 20 });
  expect(total).toBe(1);
  expect(history.findDeadLetter("r", items[0]?.id ?? 0)).toMatchObject({
    bodyBase64: "AAH/",
    properties: { qoslevel: "1", topic: "TopicA/x" },
    isBodyTruncated: false,
  });
  expect(history.findDeadLetter("other", items[0]?.id ?? 0)).toBeUndefined();
});

it("names the sessions of one instance that are over, longest first and without the connection's secrets", () => {
  const { history, write } = setUp();
  const db = write();
  migrateDatabase(db.$client, join(process.cwd(), "db/migrations/runtime"));
  const url = "mqtt://broker:1883";
  const connection = MqttConnection.parse({ url, username: "u", password: "secret" });
  const session = { instanceId: "mqtt-a", connection, parentTopic: "TopicA", openedAtMs: 1, staleSinceMs: null };
  putBrokerSession(db, { ...session, sessionKey: "1", ruleId: "in-use" });
  putBrokerSession(db, { ...session, sessionKey: "2", ruleId: "young", staleSinceMs: 9 });
  putBrokerSession(db, { ...session, sessionKey: "3", ruleId: "old", staleSinceMs: 5 });
  putBrokerSession(db, { ...session, sessionKey: "4", ruleId: "other", instanceId: "mqtt-b", staleSinceMs: 5 });
  expect(history.listLeftSessions("mqtt-a")).toEqual([
    { ruleId: "old", url, sinceMs: 5 },
    { ruleId: "young", url, sinceMs: 9 },
  ]);
});
