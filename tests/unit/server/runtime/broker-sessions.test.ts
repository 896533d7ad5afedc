import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { migrateDatabase } from "@/db/migrate";
import { deleteBrokerSession, listBrokerSessions, putBrokerSession } from "@/db/queries/runtime/broker-sessions";
import { openRuntimeDatabase } from "@/db/runtime-client";
import type { BrokerSessionRow } from "@/db/schema/runtime/broker-sessions";
import { MqttConnection } from "@/lib/instances/schemas";
import type { DesiredRule } from "@/lib/rules/desired";
import { createLogger } from "@/server/observability/logger";
import { BrokerSessions, type BrokerSessionsOptions } from "@/server/runtime/broker-sessions";

const log = createLogger({ name: "test", level: "silent" });
const one = MqttConnection.parse({ url: "mqtt://one:1883", username: "u", password: "old" });
const two = MqttConnection.parse({ url: "mqtt://two:1883" });

function ruleOn(connection: MqttConnection, changes: Partial<DesiredRule> = {}): DesiredRule {
  return {
    ...{ ruleId: "r1", type: "dataOutbound", status: "enabled", mqttTopic: "T", ...changes },
    mqtt: { instanceId: "m1", broker: "external", connection, refuseUnknownTopics: false },
  } as DesiredRule; // safe because sessions are about the MQTT side only
}

/** The store's requests on a real database, as its worker answers them. */
function openRecords() {
  const db = openRuntimeDatabase(":memory:");
  migrateDatabase(db.$client, join(process.cwd(), "db/migrations/runtime"));
  onTestFinished(() => void db.$client.close());
  const disk = { isFull: false };
  const handlers: Record<string, (params: { row: BrokerSessionRow; sessionKey: string }) => unknown> = {
    listBrokerSessions: () => listBrokerSessions(db),
    putBrokerSession: ({ row }) => putBrokerSession(db, row),
    deleteBrokerSession: ({ sessionKey }) => deleteBrokerSession(db, sessionKey),
  };
  const call = (method: string, params: unknown) =>
    Promise.resolve(
      disk.isFull
        ? { ok: false, code: "SQLITE_FULL", message: "full" }
        : { ok: true, result: handlers[method]?.(params as { row: BrokerSessionRow; sessionKey: string }) },
    );
  const stored = () =>
    listBrokerSessions(db).map(({ sessionKey, staleSinceMs }) => [sessionKey, staleSinceMs !== null]);
  return { records: { call } as unknown as BrokerSessionsOptions["records"], stored, disk }; // safe because `call` answers all that is asked
}

async function setup() {
  const { records, stored, disk } = openRecords();
  const broker = { isAway: false, told: [] as string[], credentials: [] as (string | undefined)[] };
  const clock = { nowMs: Date.UTC(2026, 10, 1) };
  const end = (connection: MqttConnection, clientId: string) => {
    broker.told.push(`${connection.url} ${clientId}`);
    broker.credentials.push(connection.password);
    return Promise.resolve(!broker.isAway);
  };
  const open = () => BrokerSessions.open({ records, installationId: "i", log, end, now: () => clock.nowMs });
  const everywhere = new Map([["m1", one]]);
  /** One second of the runtime, with everything that came of it. */
  const pass = async (sessions: BrokerSessions, seconds = 1) => {
    for (let count = 0; count < seconds; count++) {
      clock.nowMs += 1_000;
      sessions.tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { sessions: await open(), open, stored, disk, broker, clock, everywhere, pass };
}

describe("sessions at external brokers", () => {
  test("a session in use is left alone; of one that was ended nothing is remembered", async () => {
    const { sessions, stored, broker, everywhere, pass } = await setup();
    const rule = ruleOn(one);
    sessions.want([rule], everywhere);
    expect(await sessions.claim(rule)).toEqual({ stale: undefined });
    await pass(sessions, 60);
    await sessions.release(rule, "kept");
    await pass(sessions, 60);
    expect(stored()).toEqual([["mqtt://one:1883 sluice-i-r1", false]]);
    await sessions.release(rule, "ended");
    expect([stored(), broker.told]).toEqual([[], []]);
  });

  test("a session left at a broker that is away is ended when it is back, with back-off, also by a later process", async () => {
    const { sessions, open, stored, broker, everywhere, pass } = await setup();
    const rule = ruleOn(one);
    await sessions.claim(rule);
    await sessions.release(rule, "left");
    expect(sessions.leftOf("r1")).toEqual(["mqtt://one:1883"]);
    broker.isAway = true;
    sessions.want([], everywhere);
    await pass(sessions, 3_600);
    expect(broker.told.length).toBeGreaterThan(10);
    expect(broker.told.length).toBeLessThan(60);
    const later = await open();
    broker.isAway = false;
    later.want([], everywhere);
    await pass(later);
    expect([stored(), later.leftOf("r1")]).toEqual([[], []]);
  });

  // Symptom: the session of a rule that was deleted while the runtime was down stayed at the broker.
  test("a session whose rule is deleted, disabled or moved while no process ran is ended by the next", async () => {
    for (const now of [[], [ruleOn(one, { status: "disabled" })], [ruleOn(two)]]) {
      const { sessions, open, stored, broker, everywhere, pass } = await setup();
      await sessions.claim(ruleOn(one));
      const later = await open();
      later.want(now, everywhere);
      await pass(later);
      expect([stored(), broker.told]).toEqual([[], ["mqtt://one:1883 sluice-i-r1"]]);
    }
  });

  test("a rule enabled again before its session was ended begins with a new one, also after a crash in between", async () => {
    const { sessions, open, stored, everywhere, broker, pass } = await setup();
    const rule = ruleOn(one);
    await sessions.claim(rule);
    await sessions.release(rule, "left");
    sessions.want([rule], everywhere);
    expect((await sessions.claim(rule)) as object).toMatchObject({ stale: { onEnded: expect.any(Function) } });
    const later = await open();
    const claim = await later.claim(rule);
    await pass(later, 60);
    expect([stored(), broker.told]).toEqual([[["mqtt://one:1883 sluice-i-r1", true]], []]);
    await ("stale" in claim ? claim.stale?.onEnded() : undefined);
    expect(stored()).toEqual([["mqtt://one:1883 sluice-i-r1", false]]);
    expect(await (await open()).claim(rule)).toEqual({ stale: undefined });
  });

  test("another topic under the same client ID never takes up the old session", async () => {
    const { sessions, open } = await setup();
    await sessions.claim(ruleOn(one));
    const claim = await (await open()).claim(ruleOn(one, { mqttTopic: "T2" }));
    expect(claim).toMatchObject({ stale: { onEnded: expect.any(Function) } });
  });

  test("a source waits for an attempt that is under way under its client ID", async () => {
    const { records } = openRecords();
    let finish: ((isTold: boolean) => void) | undefined;
    const end = () =>
      new Promise<boolean>((resolve) => {
        finish = resolve;
      });
    const sessions = await BrokerSessions.open({ records, installationId: "i", log, end });
    await sessions.claim(ruleOn(one));
    await sessions.release(ruleOn(one), "left");
    sessions.want([], new Map([["m1", one]]));
    sessions.tick();
    await vi.waitFor(() => expect(finish).toBeDefined());
    const seen: string[] = [];
    const claimed = sessions.claim(ruleOn(one)).then(() => seen.push("claimed"));
    await new Promise((resolve) => setImmediate(resolve));
    seen.push("ended");
    finish?.(true);
    await claimed;
    expect(seen).toEqual(["ended", "claimed"]);
  });

  test("new credentials are used for the same address and are sent to no other", async () => {
    const { sessions, broker, pass } = await setup();
    await sessions.claim(ruleOn(one));
    await sessions.release(ruleOn(one), "left");
    broker.isAway = true;
    sessions.want([], new Map([["m1", { ...one, password: "new" }]]));
    await pass(sessions);
    sessions.want([], new Map([["m1", { ...two, password: "of two" }]]));
    await pass(sessions, 10);
    expect(broker.credentials.slice(0, 2)).toEqual(["new", "old"]);
  });

  test("it is given up when the instance is deleted, and after the time by which brokers forget", async () => {
    const { sessions, stored, broker, clock, everywhere, pass } = await setup();
    broker.isAway = true;
    await sessions.claim(ruleOn(one));
    await sessions.release(ruleOn(one), "left");
    sessions.want([], new Map());
    await pass(sessions);
    expect([stored(), broker.told]).toEqual([[], []]);
    await sessions.claim(ruleOn(one));
    await sessions.release(ruleOn(one), "left");
    sessions.want([], everywhere);
    clock.nowMs += 31 * 24 * 3_600_000;
    await pass(sessions);
    expect(stored()).toEqual([]);
  });

  test("a rule whose session cannot be noted does not start", async () => {
    const { sessions, disk } = await setup();
    disk.isFull = true;
    expect(await sessions.claim(ruleOn(one))).toMatchObject({ code: "diskFull" });
  });
});
