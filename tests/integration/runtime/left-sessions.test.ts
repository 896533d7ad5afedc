import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { deleteMqttInstance, insertMqttInstance } from "@/db/queries/mqtt-instances";
import { openRuntimeDatabase } from "@/db/runtime-client";
import { mqttInstances } from "@/db/schema/app/mqtt-instances";
import { rules } from "@/db/schema/app/rules";
import { topics } from "@/db/schema/app/topics";
import { brokerSessions } from "@/db/schema/runtime/broker-sessions";
import { runtimeSettings } from "@/db/schema/runtime/runtime-settings";
import { MqttConnection } from "@/lib/instances/schemas";
import { sessionClientId } from "@/server/mqtt/identity";
import { publishOnce } from "@/server/mqtt/publish";
import { FaultProxy } from "../../helpers/fault-proxy";
import { startMosquitto, type TestMosquitto } from "../../helpers/mosquitto-server";
import { freePort } from "../../helpers/ports";
import { waitFor } from "../../helpers/wait-for";
import { createAppDatabase, RuntimeProcess } from "./runtime-process";
import { buildProduct } from "./worker-bundles";

const workDir = mkdtempSync(path.join(tmpdir(), "sluice-sessions-"));
const productDir = path.join(workDir, "product");
const at = new Date("2026-11-01T00:00:00Z");
const patience = { timeoutMs: 50_000 };

beforeAll(async () => await buildProduct(productDir));
afterAll(() => rmSync(workDir, { recursive: true, force: true }));

interface Site {
  db: ReturnType<typeof createAppDatabase>;
  runtime: RuntimeProcess;
  mosquitto: TestMosquitto;
  /** The runtime's way to the broker; publishers go past it. */
  way: FaultProxy;
  ruleId: string;
  /** What the rule took in since the product is there. */
  received(): number;
  /** How often the rule has subscribed. */
  subscriptions(): number;
  publish(topic: string): Promise<void>;
  change(changes: Partial<typeof rules.$inferInsert>): void;
  sessionsKept(): number;
  /** Whether the broker holds anything under the rule's client ID; asking ends it. */
  isHeldByBroker(): Promise<boolean>;
}

/** A rule on a real external broker; what it forwards waits on disk, for no RocketMQ is there. */
async function openSite(ruleId: string, protocolVersion: 4 | 5): Promise<Site> {
  const dataDir = path.join(workDir, ruleId);
  const port = await freePort();
  mkdirSync(dataDir);
  const logFile = path.join(dataDir, "subscriptions.log");
  const mosquitto = await startMosquitto({
    port,
    persistence: true,
    config: `log_dest file ${logFile}\nlog_type subscribe`,
  });
  const way = new FaultProxy({ host: "127.0.0.1", port });
  await way.listen(await freePort());
  const db = createAppDatabase(dataDir, `127.0.0.1:${await freePort()}`);
  const connection = MqttConnection.parse({ url: `mqtt://127.0.0.1:${way.port}`, protocolVersion });
  insertExternalRule(db, ruleId, connection);
  const runtime = new RuntimeProcess(productDir, { SLUICE_DATA_DIR: dataDir, SLUICE_EMBEDDED: "none" });
  runtime.start();
  onTestFinished(async () => {
    await runtime.kill();
    db.$client.close();
    await way.close();
    await mosquitto.stop();
  });
  const runtimeDatabase = path.join(dataDir, "runtime.db");
  const read = <T>(query: (db: ReturnType<typeof openRuntimeDatabase>) => T): T => {
    const records = openRuntimeDatabase(runtimeDatabase);
    try {
      return query(records);
    } finally {
      records.$client.close();
    }
  };
  const straight = { ...connection, url: mosquitto.url };
  return {
    ...{ db, runtime, mosquitto, way, ruleId },
    received: () => runtime.snapshot?.rules[ruleId]?.totals.received ?? 0,
    subscriptions: () => (existsSync(logFile) ? readFileSync(logFile, "utf8").split(`-${ruleId} `).length - 1 : 0),
    publish: async (topic) => {
      await publishOnce(straight, { topic, payload: Buffer.from(topic), qos: 1 });
    },
    change: (changes) => {
      db.update(rules).set(changes).where(eq(rules.ruleId, ruleId)).run();
      runtime.announce();
    },
    sessionsKept: () => read((records) => records.select().from(brokerSessions).all().length),
    isHeldByBroker: async () => {
      const settings = read((records) => records.select().from(runtimeSettings).all());
      const installationId = settings.find(({ name }) => name === "installationId")?.value ?? "";
      return await takeSession(mosquitto.url, sessionClientId(undefined, installationId, ruleId));
    },
  };
}

function insertExternalRule(db: Site["db"], ruleId: string, connection: MqttConnection): void {
  const embedded = db.select().from(mqttInstances).get();
  if (embedded === undefined) {
    throw new Error("app.db has no instance to copy");
  }
  insertMqttInstance(db, { ...embedded, instanceId: "mqtt-out", name: "out", broker: "external", connection });
  for (const name of ["TopicA", "TopicB"]) {
    db.insert(topics).values({ instanceId: "mqtt-out", name, description: "", createdAt: at, updatedAt: at }).run();
  }
  const ends = { instanceId: "mqtt-out", mqttTopic: "TopicA", rocketmqInstanceId: "MQ_INST_test", rocketmqTopic: "T" };
  db.insert(rules)
    .values({ ...ends, ruleId, status: "enabled", type: "dataOutbound", createdAt: at, updatedAt: at })
    .run();
}

async function takeSession(url: string, clientId: string): Promise<boolean> {
  const client = mqtt.connect(url, { clientId, clean: false, protocolVersion: 4 });
  const isPresent = await new Promise<boolean>((resolve, reject) => {
    client.once("connect", ({ sessionPresent }) => resolve(sessionPresent));
    client.once("error", reject);
  });
  await client.endAsync();
  return isPresent;
}

async function untilReceived({ received }: Site, count: number): Promise<void> {
  await waitFor(() => received() === count, { ...patience, what: `${count} messages are received (${received()})` });
}

async function untilForgotten({ sessionsKept, runtime }: Site): Promise<void> {
  const what = () => `no session is left (${runtime.output.slice(-1_000)})`;
  await waitFor(() => sessionsKept() === 0, { ...patience, what: what() });
}

describe.each([5, 4] as const)("MQTT %i: the session of a rule at a broker that cannot be reached", (version) => {
  test("is ended once the broker is back, when the rule was deleted and the runtime was killed meanwhile", async () => {
    const site = await openSite(`deleted-${version}`, version);
    const { db, runtime, way, ruleId } = site;
    await waitFor(() => site.sessionsKept() === 1, patience);
    await waitUntilSubscribed(site);
    way.refuse();
    way.cut();
    db.delete(rules).where(eq(rules.ruleId, ruleId)).run();
    runtime.announce();
    await waitFor(() => runtime.snapshot?.rules[ruleId] === undefined, { ...patience, what: "the rule is gone" });
    await runtime.kill();
    expect(site.sessionsKept()).toBe(1);
    runtime.start();
    way.pass();
    await untilForgotten(site);
    expect(await site.isHeldByBroker()).toBe(false);
  });

  test("hands nothing to the rule that was published while it was disabled, and the rule takes up again after", async () => {
    const site = await openSite(`disabled-${version}`, version);
    const { runtime, way, change, ruleId } = site;
    await waitUntilSubscribed(site);
    way.refuse();
    way.cut();
    change({ status: "disabled" });
    await runtime.untilRule(ruleId, "stopped", patience.timeoutMs);
    const isSaid = () => runtime.snapshot?.rules[ruleId]?.warnings.some((text) => text.includes(String(way.port)));
    await waitFor(() => isSaid() === true, { ...patience, what: "the session left is told" });
    await site.publish("TopicA/while-disabled");
    change({ status: "enabled" });
    await waitFor(() => runtime.snapshot?.rules[ruleId]?.state !== "stopped", patience);
    way.pass();
    await waitUntilSubscribed(site, 2);
    await site.publish("TopicA/after");
    await untilReceived(site, 1);
    expect(runtime.snapshot?.rules[ruleId]?.warnings).toEqual([]);
    // Kept by the new session through a crash: that one is the rule's own again.
    await runtime.kill();
    await site.publish("TopicA/while-down");
    runtime.start();
    await untilReceived(site, 2);
  });

  test("hands nothing of the old topic to a rule that was given another one", async () => {
    const site = await openSite(`moved-${version}`, version);
    const { way, change } = site;
    await waitUntilSubscribed(site);
    way.refuse();
    way.cut();
    change({ mqttTopic: "TopicB" });
    await site.publish("TopicA/old");
    await waitFor(() => way.counters.refused > 0, patience);
    way.pass();
    await waitUntilSubscribed(site, 2);
    await site.publish("TopicA/old");
    await site.publish("TopicB/new");
    await untilReceived(site, 1);
  });

  test("is left to it when the instance is deleted", async () => {
    const site = await openSite(`instance-${version}`, version);
    const { db, runtime, way, ruleId } = site;
    await waitUntilSubscribed(site);
    way.refuse();
    way.cut();
    db.delete(rules).where(eq(rules.ruleId, ruleId)).run();
    db.delete(topics).where(eq(topics.instanceId, "mqtt-out")).run();
    deleteMqttInstance(db, "mqtt-out");
    runtime.announce();
    await untilForgotten(site);
    // The line is written before the session is forgotten, but comes through a pipe.
    const isSaid = () => runtime.output.includes("its instance was deleted");
    await waitFor(isSaid, { ...patience, what: "the log says that the session was left" });
  });
});

/** The broker writes every subscription down. */
async function waitUntilSubscribed({ subscriptions, runtime }: Site, count = 1): Promise<void> {
  await waitFor(() => subscriptions() === count, {
    ...patience,
    what: `the rule is subscribed for the ${count}. time (${subscriptions()}; ${runtime.output.slice(-1_000)})`,
  });
}
