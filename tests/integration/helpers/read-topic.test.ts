import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { encodeMessage, RemotingSender } from "@/tests/bench/yardsticks/remoting-sender.mjs";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { readTopic } from "@/tests/helpers/read-topic";
import { startRocketmqFaultProxy } from "@/tests/helpers/rocketmq-fault-proxy";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";

let rocketmq: TestRocketmq;
let ports: { namesrvPort: number; brokerPort: number };
const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-read-"));

beforeAll(async () => {
  ports = await freeRocketmqPorts();
  rocketmq = await startRocketmq({ dataDir, ...ports });
});
afterAll(async () => {
  await rocketmq?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function send(topic: string, bodies: readonly Buffer[], properties: string): Promise<void> {
  const sender = await RemotingSender.open(ports.brokerPort);
  onTestFinished(() => sender.close());
  for (const body of bodies) {
    await sender.send(topic, [encodeMessage(body, properties)]);
  }
}

test("the independent reader gives back every body and property of every queue", async () => {
  await rocketmq.createTopic("read-all", 8);
  const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const bodies = [
    everyByte,
    Buffer.from("x"),
    ...Array.from({ length: 98 }, (_, index) => Buffer.from(`message ${index}`)),
  ];
  await send("read-all", bodies, 'topic\u0001read-all/温度/"q"\\\u0002qoslevel\u00011\u0002');
  const messages = await readTopic(rocketmq.nameServer, "read-all");
  const byText = (a: Buffer, b: Buffer) => a.compare(b);
  expect(messages.map(({ body }) => body).sort(byText)).toEqual([...bodies].sort(byText));
  expect(new Set(messages.map(({ queueId }) => queueId)).size).toBe(8);
  for (const { properties } of messages) {
    expect(properties).toMatchObject({ topic: 'read-all/温度/"q"\\', qoslevel: "1" });
  }
});

test("a topic that holds nothing reads as nothing, and one that does not exist is an error", async () => {
  await rocketmq.createTopic("read-none", 2);
  expect(await readTopic(rocketmq.nameServer, "read-none")).toEqual([]);
  await expect(readTopic(rocketmq.nameServer, "not-there")).rejects.toThrow(/not-there/);
});

test("a client of the proxied name server reaches the broker only through the fault proxy", async () => {
  await rocketmq.createTopic("read-proxied", 4);
  await send("read-proxied", [Buffer.from("through the proxy")], "");
  const proxy = await startRocketmqFaultProxy(ports);
  onTestFinished(() => proxy.close());
  const messages = await readTopic(proxy.nameServer, "read-proxied");
  expect(messages.map(({ body }) => body.toString())).toEqual(["through the proxy"]);
  expect(proxy.rewrittenRoutes).toBeGreaterThan(0);
  expect(proxy.broker.counters.accepted).toBeGreaterThan(0);
  expect(proxy.broker.counters.toClient.passedBytes).toBeGreaterThan(100);
});
