import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { openRocketmqClient } from "@/server/rocketmq/client";
import { testRocketmqConnection } from "@/server/rocketmq/connection-test";
import { Connections } from "@/server/rocketmq/remoting/connections";
import {
  heartbeat,
  leaveGroup,
  listConsumers,
  pullMessages,
  queryConsumerOffset,
  updateConsumerOffset,
} from "@/server/rocketmq/remoting/consumer";
import { queryMaxOffset, queryMinOffset, searchOffset } from "@/server/rocketmq/remoting/offsets";
import { encodeProperties, propertiesBytesMax } from "@/server/rocketmq/remoting/properties";
import { freePort, freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { waitFor } from "@/tests/helpers/wait-for";

let rocketmq: TestRocketmq;
const dataDir = mkdtempSync(path.join(tmpdir(), "rocketmq-client-"));

beforeAll(async () => {
  rocketmq = await startRocketmq({ dataDir, ...(await freeRocketmqPorts()) });
  // A broker listens before name servers know it; this waits until they route to it.
  await rocketmq.createTopic("Ready", 1);
});

afterAll(async () => {
  await rocketmq?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function targetOf(changes: Partial<RocketmqTarget> = {}): RocketmqTarget {
  return {
    instanceId: "test",
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: [rocketmq.nameServer] },
    namespace: undefined,
    accessKey: undefined,
    secretKey: undefined,
    securityToken: undefined,
    tls: undefined,
    requireReplica: false,
    ...changes,
  };
}

function openClient(changes: Partial<RocketmqTarget> = {}) {
  const client = openRocketmqClient(targetOf(changes));
  onTestFinished(() => client.close());
  return client;
}

function openConnections() {
  const connections = new Connections({});
  onTestFinished(() => connections.close());
  return connections;
}

const uniqueKey = (serial: number) => serial.toString(16).toUpperCase().padStart(32, "0");

function message(serial: number, changes: { body?: Buffer; more?: [string, string][] } = {}) {
  const { body = Buffer.from([0, serial, 255]), more = [] } = changes;
  return { body, properties: encodeProperties([["UNIQ_KEY", uniqueKey(serial)], ["WAIT", "true"], ...more]) };
}

async function openTopic(name: string, queueCount = 2) {
  const client = openClient();
  await client.createTopic({ name, messageType: "NORMAL", queueCount });
  const route = await client.route(name);
  const [broker] = route.brokers;
  const address = broker?.masterAddress ?? "";
  const queue = { brokerName: broker?.brokerName ?? "", queueId: 0 };
  return { client, address, queue, producer: client.producer({ group: "tests", requestTimeoutMs: 3_000 }) };
}

/** A broker answers before readers see a message: its queues follow its log on their own time. */
async function untilReadable(topic: string, count: number): Promise<void> {
  const client = openClient();
  const isReadable = async () => (await client.topicStatus(topic))?.maxOffset === count;
  await waitFor(isReadable, { what: `${count} messages of ${topic} are readable` });
}

describe("topics of a real cluster", () => {
  test("are created once, listed without RocketMQ's own, and deleted", async () => {
    const client = openClient();
    const topic = { name: "Created", messageType: "NORMAL", queueCount: 3 };
    expect(await client.createTopic(topic)).toBe("created");
    expect(await client.createTopic({ ...topic, queueCount: 8 })).toBe("exists");
    const listed = await client.listTopics();
    expect(listed.find(({ name }) => name === "Created")).toMatchObject({ queueCount: 3 });
    expect(listed.filter(({ name }) => /^(TBW102|SCHEDULE_TOPIC|RMQ_SYS|DefaultCluster|broker)/.test(name))).toEqual(
      [],
    );
    expect(await client.deleteTopic("Created")).toBe("deleted");
    expect(await client.deleteTopic("Created")).toBe("missing");
    expect(await client.topicStatus("Created")).toBeUndefined();
    await expect(client.route("Created", { isFresh: true })).rejects.toMatchObject({ kind: "noRoute" });
  });

  test("of a namespace show under their plain names, and only there", async () => {
    const inside = openClient({ namespace: "NS_1" });
    await inside.createTopic({ name: "Spaced", messageType: "NORMAL", queueCount: 1 });
    expect((await inside.listTopics()).map(({ name }) => name)).toEqual(["Spaced"]);
    expect((await openClient().listTopics()).map(({ name }) => name)).toContain("NS_1%Spaced");
    await inside.deleteTopic("Spaced");
  });
});

describe("messages on a real broker", () => {
  test("of a batch are stored in order, byte for byte, with their properties", async () => {
    const { client, address, queue, producer } = await openTopic("Batch");
    const more: [string, string][] = [
      ["KEYS", "k1 k2"],
      ["mqttSecondTopic", "/a/ü/世界"],
    ];
    const batch = [message(1, { more }), message(2, { body: Buffer.alloc(0) }), message(3)];
    const receipt = await producer.sendBatch(address, "Batch", queue, batch);
    expect(receipt).toMatchObject({ firstQueueOffset: 0, warning: undefined });
    expect(receipt.messageIds).toHaveLength(3);
    await untilReadable("Batch", 3);
    const stored = await client.browse("Batch", { by: "offset", queueId: 0, offset: 0, limit: 10 });
    expect(stored.map(({ bodyBase64 }) => bodyBase64)).toEqual(batch.map(({ body }) => body.toString("base64")));
    expect(stored.map(({ brokerMessageId }) => brokerMessageId)).toEqual(receipt.messageIds);
    expect(stored[0]).toMatchObject({ messageId: uniqueKey(1), keys: "k1 k2" });
    expect(stored[0]?.properties["mqttSecondTopic"]).toBe("/a/ü/世界");
  });

  test("are found by key, by either message ID, by time and as the latest", async () => {
    const { client, address, queue, producer } = await openTopic("Found");
    const startedAt = new Date(Date.now() - 1_000).toISOString();
    for (let serial = 10; serial < 15; serial += 1) {
      await producer.sendOne(
        address,
        "Found",
        { ...queue, queueId: serial % 2 },
        message(serial, { more: [["KEYS", `key-${serial}`]] }),
      );
    }
    await untilReadable("Found", 5);
    const ids = (found: { messageId: string }[]) => found.map(({ messageId }) => messageId);
    const byKey = { by: "key", key: "key-12", limit: 5 } as const;
    await waitFor(async () => (await client.browse("Found", byKey)).length === 1, { what: "the index has the key" });
    expect(ids(await client.browse("Found", byKey))).toEqual([uniqueKey(12)]);
    const [found] = await client.browse("Found", { by: "messageId", messageId: uniqueKey(13), limit: 1 });
    expect(found?.messageId).toBe(uniqueKey(13));
    const byBrokerId = { by: "messageId", messageId: found?.brokerMessageId ?? "", limit: 1 } as const;
    expect(ids(await client.browse("Found", byBrokerId))).toEqual([uniqueKey(13)]);
    expect(ids(await client.browse("Found", { by: "time", from: startedAt, limit: 10 })).sort()).toEqual(
      [10, 11, 12, 13, 14].map(uniqueKey),
    );
    expect(ids(await client.browse("Found", { by: "latest", limit: 2 }))).toHaveLength(2);
    expect(await client.browse("Found", { by: "messageId", messageId: "F".repeat(32), limit: 1 })).toEqual([]);
    const status = await client.topicStatus("Found");
    expect(status).toMatchObject({ messageCount: 5, minOffset: 0, maxOffset: 5 });
  });

  test("show at most as much of a body as asked for, and say so", async () => {
    const { client, address, queue, producer } = await openTopic("Large");
    await producer.sendOne(address, "Large", queue, message(1, { body: Buffer.alloc(100_000, 7) }));
    await untilReadable("Large", 1);
    const [cut] = await client.browse("Large", { by: "latest", limit: 1 });
    expect(cut).toMatchObject({ bodyBytes: 100_000, isBodyTruncated: true });
    expect(Buffer.from(cut?.bodyBase64 ?? "", "base64")).toHaveLength(64 * 1024);
    const [whole] = await client.browse("Large", { by: "latest", limit: 1 }, { bodyBytesMax: 200_000 });
    expect(whole).toMatchObject({ isBodyTruncated: false });
  });

  test("are taken at 4 MiB and refused one byte over it; so are properties over what the broker holds", async () => {
    const { address, queue, producer } = await openTopic("Limits");
    const fourMiB = 4 * 1024 * 1024;
    await expect(
      producer.sendOne(address, "Limits", queue, message(1, { body: Buffer.alloc(fourMiB) })),
    ).resolves.toBeDefined();
    await expect(
      producer.sendOne(address, "Limits", queue, message(2, { body: Buffer.alloc(fourMiB + 1) })),
    ).rejects.toMatchObject({
      kind: "refused",
      responseCode: 13,
    });
  });

  test("with the longest properties a batch may carry are stored whole, and consumers get what follows", async () => {
    const { client, address, queue, producer } = await openTopic("LongProperties");
    const short = encodeProperties([
      ["UNIQ_KEY", uniqueKey(1)],
      ["p", ""],
    ]);
    const value = "v".repeat(propertiesBytesMax - short.length);
    const properties = encodeProperties([
      ["UNIQ_KEY", uniqueKey(1)],
      ["p", value],
    ]);
    await producer.sendBatch(address, "LongProperties", queue, [{ body: Buffer.from("x"), properties }]);
    await producer.sendBatch(address, "LongProperties", queue, [message(2)]);
    await untilReadable("LongProperties", 2);
    const stored = await client.browse("LongProperties", { by: "latest", limit: 2 });
    expect(stored.map(({ queueOffset }) => queueOffset)).toEqual([1, 0]);
    expect(stored[1]?.properties["p"]).toBe(value);
  });
});

describe("consuming from a real broker", () => {
  test("pulls from an offset, waits for new messages, and is told when an offset is not there", async () => {
    const { address, queue, producer } = await openTopic("Pull");
    const connections = openConnections();
    await producer.sendBatch(address, "Pull", queue, [message(1), message(2), message(3)]);
    await untilReadable("Pull", 3);
    const request = { address, group: "GID_pull", topic: "Pull", queue, messagesMax: 32, suspendMs: 0 };
    const found = await pullMessages(connections, { ...request, offset: 1 });
    expect(found).toMatchObject({ status: "found", nextOffset: 3 });
    expect(found.messages.map(({ queueOffset }) => queueOffset)).toEqual([1, 2]);
    expect(await pullMessages(connections, { ...request, offset: 3 })).toMatchObject({ status: "empty", messages: [] });
    expect(await pullMessages(connections, { ...request, offset: 99 })).toMatchObject({
      status: "moved",
      nextOffset: 3,
    });
    const waiting = pullMessages(connections, { ...request, offset: 3, suspendMs: 10_000 });
    await producer.sendOne(address, "Pull", queue, message(4));
    expect((await waiting).messages.map(({ queueOffset }) => queueOffset)).toEqual([3]);
  });

  test("knows the ends of a queue and the offset at a time", async () => {
    const { address, queue, producer } = await openTopic("Offsets");
    const at = { address, topic: "Offsets", queue };
    const connections = openConnections();
    await producer.sendBatch(address, "Offsets", queue, [message(1), message(2)]);
    await untilReadable("Offsets", 2);
    expect(await queryMinOffset(connections, at)).toBe(0);
    expect(await queryMaxOffset(connections, at)).toBe(2);
    expect(await searchOffset(connections, at, 0)).toBe(0);
  });

  test("commits offsets for a group, joins it by heartbeat and leaves it", async () => {
    const { address, queue } = await openTopic("Group");
    const connections = openConnections();
    const at = { address, group: "GID_group", topic: "Group", queue };
    expect(await queryConsumerOffset(connections, at)).toBe(0);
    await updateConsumerOffset(connections, at, 7);
    expect(await queryConsumerOffset(connections, at)).toBe(7);
    expect(await listConsumers(connections, address, "GID_group")).toEqual([]);
    const member = { clientId: "client-1", group: "GID_group", topics: ["Group"], subVersion: 1 };
    await heartbeat(connections, address, member);
    expect(await listConsumers(connections, address, "GID_group")).toEqual(["client-1"]);
    await leaveGroup(connections, address, member);
    expect(await listConsumers(connections, address, "GID_group")).toEqual([]);
  });
});

describe("a connection test against a real cluster", () => {
  test("passes every step and tells the version", async () => {
    const result = await testRocketmqConnection(targetOf());
    expect(result).toMatchObject({ ok: true, detectedVersion: "V4_9_7" });
    expect(result.steps.map(({ step }) => step)).toEqual(["dns", "tcp", "route", "credentials", "version"]);
  });

  test("names the step that failed and what to do, within its time", async () => {
    const nobody = `127.0.0.1:${await freePort()}`;
    const refused = await testRocketmqConnection(
      targetOf({ endpoint: { protocol: "remoting", nameServers: [nobody] } }),
    );
    expect(refused.steps.at(-1)).toMatchObject({
      step: "tcp",
      ok: false,
      detail: expect.stringContaining("Check the address"),
    });
    const unencrypted = await testRocketmqConnection(targetOf({ tls: { ca: "not a certificate" } }));
    expect(unencrypted.steps.at(-1)).toMatchObject({ step: "tls", ok: false });
    const broker = { protocol: "remoting" as const, nameServers: [rocketmq.brokerAddress] };
    const wrongPort = await testRocketmqConnection(targetOf({ endpoint: broker }));
    expect(wrongPort.steps.at(-1)).toMatchObject({ step: "route", ok: false });
  });
});
