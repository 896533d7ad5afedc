import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { DeadLetter } from "@/lib/dead-letters/schemas";
import type { Page } from "@/lib/pages";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { mosquittoPub, mosquittoPubLines } from "@/tests/helpers/mosquitto-pub";
import { type ReadMessage, readTopic } from "@/tests/helpers/read-topic";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { prepareOutbound, verifyDelivery, waitUntilDrained } from "./outbound";

let app: ConsoleApp;
beforeAll(async () => {
  app = await startConsoleApp();
});
afterAll(() => app?.dispose());

test("10,000 messages of random bytes from 20 clients to 200 subtopics stand in RocketMQ exactly as sent, in order, once unless a request was repeated, and the counters agree", async () => {
  const rule = await prepareOutbound(app, { topic: "exact" });
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 20,
    subtopics: 200,
    messages: 10_000,
    qos: 1,
    bodyBytesMin: 8,
    bodyBytesMax: 1024,
  });
  onTestFinished(() => publisher.close());
  await publisher.done;
  expect(new Set([...publisher.sent.values()].map(({ topic }) => topic)).size).toBe(200);
  const totals = await waitUntilDrained(rule, 120_000, 10_000);
  const report = await verifyDelivery(publisher, app.nameServer, rule.topic);
  // Where a computer stalls for longer than a request may take, RocketMQ is asked again: only that can store a message twice.
  const { retried } = totals;
  expect(report).toMatchObject({ sent: 10_000, acknowledged: 10_000, lost: 0, outOfOrder: 0 });
  expect(report.duplicates).toBeLessThanOrEqual(retried);
  const bytes = [...publisher.sent.values()].reduce((sum, message) => sum + message.bytes, 0);
  expect(totals).toMatchObject({ received: 10_000, delivered: 10_000, lost: 0, deadLettered: 0, bytes });
});

test.each([0, 1, 2] as const)("QoS %i: every message arrives and its level is readable", async (qos) => {
  const rule = await prepareOutbound(app, { topic: `qos-${qos}` });
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    qos,
    messages: 500,
    clients: 5,
  });
  onTestFinished(() => publisher.close());
  await publisher.done;
  const isComplete = async () => (await app.api.metrics(rule.ruleId)).totals.delivered === 500;
  await expect.poll(isComplete, { timeout: 90_000 }).toBe(true);
  // A stalled machine may let a request time out, which is then sent again.
  const { retried } = (await app.api.metrics(rule.ruleId)).totals;
  const report = await verifyDelivery(publisher, app.nameServer, rule.topic);
  expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
  expect(report.read - report.duplicates).toBe(500);
  expect(report.duplicates).toBeLessThanOrEqual(retried);
});

async function readOnly(topic: string, count: number): Promise<ReadMessage[]> {
  await expect.poll(async () => (await app.api.metrics(topic)).totals.delivered, { timeout: 90_000 }).toBe(count);
  return await readTopic(app.nameServer, topic);
}

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

test.each([
  ["every byte value", "bytes", everyByte],
  ["an empty payload", "empty", Buffer.alloc(0)],
  ["64 KiB", "large", Buffer.concat(Array.from({ length: 256 }, () => everyByte))],
])("mosquitto_pub: %s arrives byte for byte", async (_name, topic, payload) => {
  const rule = await prepareOutbound(app, { topic: `pub-${topic}` });
  const clientId = "GID_pub@@@mosquitto";
  await mosquittoPub({ port: app.ports.mqtt, topic: `${rule.topic}/a/b`, qos: 1, clientId }, payload);
  const [message] = await readOnly(rule.topic, 1);
  expect(message?.body.equals(payload)).toBe(true);
  expect(message?.properties).toMatchObject({
    topic: `${rule.topic}/a/b`,
    mqttSecondTopic: "/a/b",
    qoslevel: "1",
    clientId,
  });
});

test("mosquitto_pub: a UTF-8 subtopic and the bare parent topic are readable as sent", async () => {
  const rule = await prepareOutbound(app, { topic: "pub-names" });
  const at = { port: app.ports.mqtt, qos: 1 as const };
  await mosquittoPub({ ...at, topic: `${rule.topic}/温度/é` }, Buffer.from("1"));
  await mosquittoPub({ ...at, topic: rule.topic }, Buffer.from("2"));
  const messages = await readOnly(rule.topic, 2);
  const properties = (body: string) => messages.find((message) => message.body.toString() === body)?.properties;
  expect(properties("1")).toMatchObject({ topic: `${rule.topic}/温度/é`, mqttSecondTopic: "/温度/é" });
  expect(properties("2")?.["topic"]).toBe(rule.topic);
  expect(properties("2")).not.toHaveProperty("mqttSecondTopic");
});

test("mosquitto_pub by MQTT 5: user properties, expiry and content type are readable", async () => {
  const rule = await prepareOutbound(app, { topic: "pub-five" });
  const property = (...parts: string[]) => ["-D", "publish", ...parts];
  const extra = [
    ...property("user-property", "mQ", "test001"),
    ...property("user-property", "mQ", "test002"),
    ...property("message-expiry-interval", "60"),
    ...property("content-type", "text/plain"),
  ];
  await mosquittoPub(
    { port: app.ports.mqtt, topic: `${rule.topic}/x`, qos: 1, protocolVersion: "mqttv5", extra },
    Buffer.from("5"),
  );
  const [message] = await readOnly(rule.topic, 1);
  expect(JSON.parse(message?.properties["mqtt5UserProperty"] ?? "null")).toEqual([
    { key: "mQ", value: "test001" },
    { key: "mQ", value: "test002" },
  ]);
  expect(message?.properties).toMatchObject({ mqtt5ContentType: "text/plain", mqtt5MsgExpireInterval: "60" });
});

test("mosquitto_pub: a thousand lines over one connection keep their order", async () => {
  const rule = await prepareOutbound(app, { topic: "pub-lines" });
  const lines = Array.from({ length: 1_000 }, (_, index) => `line ${index}`);
  await mosquittoPubLines({ port: app.ports.mqtt, topic: `${rule.topic}/one`, qos: 1 }, lines);
  const messages = await readOnly(rule.topic, 1_000);
  messages.sort((a, b) => a.queueOffset - b.queueOffset);
  expect(new Set(messages.map(({ queueId }) => queueId)).size).toBe(1);
  expect(messages.map(({ body }) => body.toString())).toEqual(lines);
});

test("a payload of nearly 4 MiB arrives; one byte over 4 MiB becomes a dead letter that says why; their neighbours arrive", async () => {
  const rule = await prepareOutbound(app, { topic: "pub-limit" });
  const publish = (payload: Buffer) =>
    mosquittoPub({ port: app.ports.mqtt, topic: `${rule.topic}/one`, qos: 1 }, payload);
  // The broker counts its own bytes and the properties too.
  const largest = Buffer.alloc(4 * 1024 * 1024 - 1_024, 7);
  await publish(Buffer.from("before"));
  await publish(largest);
  await publish(Buffer.alloc(4 * 1024 * 1024 + 1, 7));
  await publish(Buffer.from("after"));
  const messages = await readOnly(rule.topic, 3);
  messages.sort((a, b) => a.queueOffset - b.queueOffset);
  expect(messages.map(({ body }) => body.length)).toEqual([6, largest.length, 5]);
  expect(messages[1]?.body.equals(largest)).toBe(true);
  const { items } = await app.api.call<Page<DeadLetter>>("GET", `/rules/${rule.ruleId}/dead-letters`);
  expect(items).toHaveLength(1);
  expect(items[0]?.cause).toContain(`${4 * 1024 * 1024 + 1} bytes`);
});
