import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { MqttConnection } from "@/lib/instances/schemas";
import { TopicWatches } from "@/server/mqtt/topic-watches";
import { startMosquitto, type TestMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";
import { waitFor } from "@/tests/helpers/wait-for";

let mosquitto: TestMosquitto;
let device: MqttClient;
let connection: MqttConnection;

beforeAll(async () => {
  mosquitto = await startMosquitto({ port: await freePort(), config: "sys_interval 1" });
  connection = { url: mosquitto.url, protocolVersion: "auto", auth: "password" };
  device = await mqtt.connectAsync(mosquitto.url);
});

afterAll(async () => {
  await device?.endAsync(true);
  await mosquitto?.stop();
});

function openWatches(times?: { forgetAfterMs: number; tidyEveryMs: number }): TopicWatches {
  const watches = new TopicWatches(times);
  onTestFinished(() => watches.close());
  return watches;
}

/** Publishes until it is seen: a subscription takes a moment, and QoS 0 waits for nobody. */
async function publishUntilSeen(watches: TopicWatches, topic: string, message: string, at = connection): Promise<void> {
  const isSeen = async () => {
    await device.publishAsync(message, "payload", { qos: 1 });
    return watches.observe("broker", at, topic).items.some((item) => item.topic === message);
  };
  await waitFor(isSeen, { what: `${message} is seen`, intervalMs: 50 });
}

test("an external broker's subtopics are seen with rate and payload, the parent itself too, nothing beside it", async () => {
  const watches = openWatches();
  expect(watches.observe("broker", connection, "plant")).toEqual({ items: [], isObserved: true });
  await publishUntilSeen(watches, "plant", "plant/hall/door");
  await device.publishAsync("plantation/x", "other", { qos: 1 });
  await publishUntilSeen(watches, "plant", "plant");
  const { items } = watches.observe("broker", connection, "plant");
  expect(items.map(({ topic }) => topic).sort()).toEqual(["plant", "plant/hall/door"]);
  const door = items.find(({ topic }) => topic === "plant/hall/door");
  expect(Buffer.from(door?.samplePayloadBase64 ?? "", "base64").toString()).toBe("payload");
  expect(door?.ratePerSecond).toBeGreaterThan(0);
});

test("what was retained before anybody looked is not taken for something published", async () => {
  await device.publishAsync("kept/old", "retained", { qos: 1, retain: true });
  const watches = openWatches();
  await publishUntilSeen(watches, "kept", "kept/new");
  expect(watches.observe("broker", connection, "kept").items.map(({ topic }) => topic)).toEqual(["kept/new"]);
});

test("the connection ends when nobody asks any more", { timeout: 60_000 }, async () => {
  const watches = openWatches({ forgetAfterMs: 1_000, tidyEveryMs: 100 });
  let connected = 0;
  device.on("message", (topic, payload) => {
    if (topic === "$SYS/broker/clients/connected") {
      connected = Number(payload.toString());
    }
  });
  await device.subscribeAsync("$SYS/broker/clients/connected");
  const isConnected = () => watches.observe("broker", connection, "ended").isObserved && connected === 2;
  await waitFor(isConnected, { timeoutMs: 20_000, what: "the broker counts the watch" });
  await waitFor(() => connected === 1, { timeoutMs: 20_000, what: "the watch is gone from the broker" });
});

test("a busy topic is looked at until enough was seen, and no longer; what was seen stays", async () => {
  const watches = openWatches();
  await publishUntilSeen(watches, "busy", "busy/x");
  const burst = Array.from({ length: 6_000 }, () => device.publishAsync("busy/x", "y", { qos: 1 }));
  await Promise.all(burst);
  const rateOf = () => watches.observe("broker", connection, "busy").items[0]?.ratePerSecond;
  // Its rate stands still: nothing is counted any more, and time does not dilute it.
  await waitFor(
    async () => {
      const before = rateOf();
      await device.publishAsync("busy/x", "z", { qos: 1 });
      return before !== undefined && before === rateOf();
    },
    { timeoutMs: 20_000, what: "the look has ended" },
  );
  const [item] = watches.observe("broker", connection, "busy").items;
  expect(Buffer.from(item?.samplePayloadBase64 ?? "", "base64").toString()).toBe("y");
});

test("a broker that cannot be reached is a problem with its reason, never a failure; more than five looks wait", async () => {
  const watches = openWatches();
  const nowhere: MqttConnection = { ...connection, url: `mqtt://127.0.0.1:${await freePort()}` };
  const problem = () => watches.observe("gone", nowhere, "any").problem;
  await waitFor(() => problem() !== undefined, { what: "the problem is told" });
  expect(problem()).toMatch(/127\.0\.0\.1/);
  for (const topic of ["b", "c", "d", "e"]) {
    expect(watches.observe("gone", nowhere, topic).isObserved).toBe(true);
  }
  expect(watches.observe("gone", nowhere, "f").isObserved).toBe(false);
});
