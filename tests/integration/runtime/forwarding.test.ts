import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { rules } from "@/db/schema/app/rules";
import { freePort } from "../../helpers/ports";
import { type ReadMessage, readTopic, readTopicUntil } from "../../helpers/read-topic";
import { startRocketmq, type TestRocketmq } from "../../helpers/rocketmq-server";
import { waitFor } from "../../helpers/wait-for";
import { createAppDatabase, insertRule, RuntimeProcess } from "./runtime-process";
import { buildProduct } from "./worker-bundles";

const workDir = mkdtempSync(path.join(tmpdir(), "sluice-runtime-"));
const productDir = path.join(workDir, "product");
let rocketmq: TestRocketmq;

beforeAll(async () => {
  await buildProduct(productDir);
  rocketmq = await startRocketmq({
    dataDir: path.join(workDir, "rocketmq"),
    namesrvPort: await freePort(),
    brokerPort: await freePort({ below: 2, above: 1 }),
  });
});

afterAll(async () => {
  await rocketmq?.stop();
  rmSync(workDir, { recursive: true, force: true });
});

async function setUp(name: string) {
  const dataDir = path.join(workDir, name);
  const mqttPort = await freePort();
  const db = createAppDatabase(dataDir, rocketmq.nameServer);
  await rocketmq.createTopic(`T_${name}`);
  const runtime = new RuntimeProcess(productDir, {
    SLUICE_DATA_DIR: dataDir,
    SLUICE_EMBEDDED: "mqtt",
    SLUICE_MQTT_PORT: String(mqttPort),
    SLUICE_MQTT_WS_PORT: String(await freePort()),
    SLUICE_ROCKETMQ_NAMESRV_PORT: String(await freePort()),
  });
  runtime.start();
  onTestFinished(async () => {
    await runtime.kill();
    db.$client.close();
  });
  insertRule(db, { ruleId: `rule-${name}`, mqttTopic: "TopicA", rocketmqTopic: `T_${name}` });
  runtime.announce();
  const ruleId = `rule-${name}`;
  const connect = async (protocolVersion: 4 | 5 = 5) => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`, {
      protocolVersion,
      clientId: `GID_test@@@${name}`,
      reconnectPeriod: 200,
    });
    onTestFinished(async () => {
      await client.endAsync(true);
    });
    return client;
  };
  return { runtime, ruleId, db, topic: `T_${name}`, dataDir, connect };
}

function numbersOf(messages: readonly ReadMessage[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const { properties, body } of messages) {
    const topic = properties["topic"] ?? "";
    const known = numbers.get(topic) ?? [];
    const n = Number(body.toString());
    if (!known.includes(n)) {
      known.push(n);
    }
    numbers.set(topic, known);
  }
  return numbers;
}

describe("the runtime", () => {
  it("forwards what a device publishes, with the documented properties", async () => {
    const { runtime, ruleId, topic, connect } = await setUp("slice");
    await runtime.untilRule(ruleId, "running");
    const client = await connect();
    await client.publishAsync("TopicA/b/c", Buffer.from([0, 1, 2, 255]), {
      qos: 1,
      properties: { contentType: "text/plain", userProperties: { a: ["1", "2"] }, messageExpiryInterval: 60 },
    });
    await client.publishAsync("TopicA", "bare", { qos: 2 });
    await client.publishAsync("TopicB/x", "of no rule", { qos: 1 });
    const messages = await readTopicUntil(rocketmq.nameServer, topic, 2, 20_000);
    expect(messages).toHaveLength(2);
    const full = messages.find(({ properties }) => properties["topic"] === "TopicA/b/c");
    expect(full?.body).toEqual(Buffer.from([0, 1, 2, 255]));
    expect(full?.properties).toMatchObject({
      topic: "TopicA/b/c",
      mqttSecondTopic: "/b/c",
      qoslevel: "1",
      clientId: "GID_test@@@slice",
      cleansessionflag: "true",
      mqtt5UserProperty: '[{"key":"a","value":"1"},{"key":"a","value":"2"}]',
      mqtt5MsgExpireInterval: "60",
      mqtt5ContentType: "text/plain",
    });
    const bare = messages.find(({ properties }) => properties["topic"] === "TopicA");
    expect(bare?.properties).not.toHaveProperty("mqttSecondTopic");
    expect(bare?.properties["qoslevel"]).toBe("2");
  });

  it("acknowledges from disk while RocketMQ is down, survives SIGKILL, and delivers everything in order", async () => {
    const { runtime, ruleId, topic, connect } = await setUp("outage");
    await runtime.untilRule(ruleId, "running");
    const client = await connect();
    const publish = (n: number) => client.publishAsync(`TopicA/${n % 20}`, String(Math.floor(n / 20)), { qos: 1 });
    await Promise.all(Array.from({ length: 200 }, (_, n) => publish(n)));
    await rocketmq.killBroker();
    await Promise.all(Array.from({ length: 400 }, (_, n) => publish(200 + n)));
    await runtime.untilRule(ruleId, "retrying");
    expect(await runtime.request({ method: "backlog", params: { ruleId } })).toMatchObject({ spooled: 400 });
    await runtime.kill();
    runtime.start();
    await runtime.untilRule(ruleId, "starting");
    expect(runtime.snapshot?.rules[ruleId]?.totals).toMatchObject({ spooled: 400 });
    await rocketmq.startBroker();
    await runtime.untilRule(ruleId, "running", 40_000);
    const { totals } = runtime.snapshot?.rules[ruleId] ?? {};
    expect(totals).toMatchObject({ spooled: 0, inFlight: 0, received: totals?.delivered });
    const seen = numbersOf(await readTopic(rocketmq.nameServer, topic));
    expect(seen.size).toBe(20);
    for (const numbers of seen.values()) {
      expect(numbers).toEqual(Array.from({ length: 30 }, (_, index) => index));
    }
  });

  // Symptom: devices were quicker to come back than the rules, and what they published meanwhile was acknowledged and gone.
  it("forwards every message that it acknowledged while it was stopped, killed and started again", async () => {
    const { runtime, ruleId, topic, connect } = await setUp("restart");
    await runtime.untilRule(ruleId, "running");
    const client = await connect();
    let count = 0;
    let isPublishing = true;
    const publishOn = async () => {
      while (isPublishing) {
        await client.publishAsync("TopicA/x", String(count++), { qos: 1 });
      }
    };
    const publishing = publishOn();
    for (const end of ["console gone", "SIGKILL"]) {
      const before = count;
      await waitFor(() => count > before + 50, { timeoutMs: 20_000 });
      if (end === "SIGKILL") {
        await runtime.kill();
      } else {
        runtime.disconnect();
        await runtime.untilExit();
      }
      runtime.start();
      await runtime.untilRule(ruleId, "running");
    }
    isPublishing = false;
    await publishing;
    await readTopicUntil(rocketmq.nameServer, topic, count, 20_000);
    const seen = numbersOf(await readTopic(rocketmq.nameServer, topic));
    expect(seen.get("TopicA/x")).toEqual(Array.from({ length: count }, (_, index) => index));
  });

  it("keeps what cannot be forwarded as a dead letter, and sends it again only when asked", async () => {
    const { runtime, ruleId, topic, connect } = await setUp("poison");
    await runtime.untilRule(ruleId, "running");
    const client = await connect();
    const userProperties = { long: "v".repeat(9_000) };
    await client.publishAsync("TopicA/x", "poison", { qos: 1, properties: { userProperties } });
    await client.publishAsync("TopicA/x", "good", { qos: 1 });
    const totals = () => runtime.snapshot?.rules[ruleId]?.totals;
    await waitFor(() => totals()?.deadLettered === 1 && totals()?.delivered === 1);
    const params = { ruleId, ids: null, ratePerSecond: 100 };
    expect(await runtime.request({ method: "redriveDeadLetters", params })).toEqual({ count: 1 });
    await waitFor(() => totals()?.deadLettered === 0 && totals()?.delivered === 2);
    expect(totals()).toMatchObject({ received: 2, delivered: 2, inFlight: 0 });
    const messages = await readTopic(rocketmq.nameServer, topic);
    expect(messages.map(({ body }) => body.toString()).sort()).toEqual(["good", "poison"]);
    expect(await runtime.request({ method: "redriveDeadLetters", params })).toEqual({ count: 0 });
  });

  it("keeps the spool of a disabled rule, and delivers it when the rule is enabled", async () => {
    const { runtime, ruleId, topic, db, connect } = await setUp("pause");
    await runtime.untilRule(ruleId, "running");
    const client = await connect();
    await rocketmq.killBroker();
    await Promise.all(Array.from({ length: 50 }, (_, n) => client.publishAsync("TopicA/x", String(n), { qos: 1 })));
    const setStatus = async (status: "enabled" | "disabled") => {
      db.update(rules).set({ status }).where(eq(rules.ruleId, ruleId)).run();
      await runtime.request({ method: "reconcile", params: {} });
    };
    await setStatus("disabled");
    await runtime.untilRule(ruleId, "stopped");
    await client.publishAsync("TopicA/x", "not forwarded", { qos: 1 });
    expect(await runtime.request({ method: "backlog", params: { ruleId } })).toEqual({ backlog: 50, spooled: 50 });
    await rocketmq.startBroker();
    await setStatus("enabled");
    await runtime.untilRule(ruleId, "running", 40_000);
    const messages = await readTopic(rocketmq.nameServer, topic);
    expect(messages.map(({ body }) => body.toString())).toEqual(Array.from({ length: 50 }, (_, n) => String(n)));
  });

  it("drains and exits when the console is gone", async () => {
    const { runtime, ruleId, topic, connect } = await setUp("gone");
    await runtime.untilRule(ruleId, "running");
    const client = await connect();
    const publishes = Promise.allSettled(
      Array.from({ length: 100 }, (_, n) => client.publishAsync("TopicA/x", String(n), { qos: 1 })),
    );
    await publishes;
    runtime.disconnect();
    expect(await runtime.untilExit()).toBe(0);
    expect(await readTopic(rocketmq.nameServer, topic)).toHaveLength(100);
  });

  it("refuses a data folder that another runtime holds, and names the holder", async () => {
    const { runtime, ruleId, dataDir } = await setUp("second");
    await runtime.untilRule(ruleId, "running");
    const second = new RuntimeProcess(productDir, { SLUICE_DATA_DIR: dataDir, SLUICE_EMBEDDED: "none" });
    second.start();
    expect(await second.untilExit()).toBe(1);
    await waitFor(() => second.output.includes(`process ${runtime.pid}`), { what: "the holder is named" });
  });
});
