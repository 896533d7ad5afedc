import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { openRocketmqClient } from "@/server/rocketmq/client";
import { ClientPool } from "@/server/rocketmq/client-pool";
import { Connections } from "@/server/rocketmq/remoting/connections";
import { Producer } from "@/server/rocketmq/remoting/producer";
import { encodeProperties } from "@/server/rocketmq/remoting/properties";
import type { FlowMessage } from "@/server/runtime/flow/contracts";
import { RemotingSink } from "@/server/runtime/sinks/remoting-sink";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { waitFor } from "@/tests/helpers/wait-for";

let rocketmq: TestRocketmq;
let target: RocketmqTarget;
let brokerPort = 0;
const dataDir = mkdtempSync(path.join(tmpdir(), "rocketmq-sink-"));

beforeAll(async () => {
  const ports = await freeRocketmqPorts();
  brokerPort = ports.brokerPort;
  rocketmq = await startRocketmq({ dataDir, ...ports });
  // A broker listens before name servers know it; this waits until they route to it.
  await rocketmq.createTopic("Ready", 1);
  target = {
    instanceId: "test",
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: [rocketmq.nameServer] },
    namespace: undefined,
    accessKey: undefined,
    secretKey: undefined,
    securityToken: undefined,
    tls: undefined,
    requireReplica: false,
  };
});

afterAll(async () => {
  await rocketmq?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function openSink(topic: string): RemotingSink {
  const sink = new RemotingSink({ target, topic, pool: new ClientPool() });
  onTestFinished(() => sink.close());
  sink.open({ onState: () => {} });
  return sink;
}

let serial = 0;

function message(text: string, changes: Partial<FlowMessage> = {}): FlowMessage {
  serial += 1;
  const properties = encodeProperties([["UNIQ_KEY", serial.toString(16).toUpperCase().padStart(32, "0")]]);
  return { key: "k", body: Buffer.from(text), properties, qos: 1, receivedAtMs: 0, receipt: undefined, ...changes };
}

/** Waits for as many messages as are expected: readers see them a moment after the broker answered. */
async function storedTexts(topic: string, count: number): Promise<string[]> {
  const client = openRocketmqClient(target);
  onTestFinished(() => client.close());
  await waitFor(async () => ((await client.topicStatus(topic))?.maxOffset ?? 0) >= count);
  const messages = await client.browse(topic, { by: "offset", offset: 0, limit: 100 });
  return messages.map(({ bodyBase64 }) => Buffer.from(bodyBase64, "base64").toString());
}

test("a batch with one message that the broker refuses is stored without it, once and in order", async () => {
  await rocketmq.createTopic("Bisect", 1);
  // Over the broker's limit, under the one this sink is told.
  const sink = new RemotingSink({ target, topic: "Bisect", pool: new ClientPool(), messageBytesMax: 8 * 1024 * 1024 });
  onTestFinished(() => sink.close());
  sink.open({ onState: () => {} });
  await waitFor(() => sink.state.status === "connected");
  const tooLarge = message("", { body: Buffer.alloc(4 * 1024 * 1024 + 1) });
  const outcomes = await sink.send(0, [message("a"), message("b"), tooLarge, message("c"), message("d")], false);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "delivered",
    "delivered",
    "rejected",
    "delivered",
    "delivered",
  ]);
  expect(await storedTexts("Bisect", 4)).toEqual(["a", "b", "c", "d"]);
});

test("messages that are too large only together are all stored", async () => {
  await rocketmq.createTopic("Together", 1);
  const sink = openSink("Together");
  await waitFor(() => sink.state.status === "connected");
  const large = () => message("", { body: Buffer.alloc(2 * 1024 * 1024, 1) });
  const outcomes = await sink.send(0, [large(), large(), large()], false);
  expect(outcomes.map(({ status }) => status)).toEqual(["delivered", "delivered", "delivered"]);
});

test("a topic that is missing is named, and found once somebody creates it", async () => {
  const sink = openSink("Later");
  await waitFor(() => sink.state.status === "failing");
  expect(sink.state).toMatchObject({ reason: { code: "topicMissing" } });
  expect(await sink.send(0, [message("a")], true)).toMatchObject([
    { status: "retry", reason: { code: "topicMissing" } },
  ]);
  await rocketmq.createTopic("Later", 1);
  await waitFor(() => sink.state.status === "connected");
  expect(await sink.send(0, [message("a")], true)).toMatchObject([{ status: "delivered" }]);
});

test("a broker killed and started again is told within 5 s and used again without a hand", async () => {
  await rocketmq.createTopic("Killed", 2);
  const sink = openSink("Killed");
  await waitFor(() => sink.state.status === "connected");
  expect(await sink.send(0, [message("before")], false)).toMatchObject([{ status: "delivered" }]);
  await rocketmq.killBroker();
  await waitFor(() => sink.state.status === "failing", { timeoutMs: 5_000 });
  expect(sink.state).toMatchObject({ reason: { code: "sinkUnreachable" } });
  expect(await sink.send(0, [message("after")], false)).toMatchObject([{ status: "retry" }]);
  await rocketmq.startBroker();
  await waitFor(() => sink.state.status === "connected", { timeoutMs: 30_000 });
  expect(await sink.send(0, [message("after")], false)).toMatchObject([{ status: "delivered" }]);
  expect(await storedTexts("Killed", 2)).toEqual(["before", "after"]);
});

test("a frozen broker means retry within the request's time, and messages flow once it thaws", async () => {
  await rocketmq.createTopic("Frozen", 1);
  const sink = openSink("Frozen");
  await waitFor(() => sink.state.status === "connected");
  rocketmq.freezeBroker();
  onTestFinished(() => rocketmq.thawBroker());
  const startedAtMs = performance.now();
  const outcomes = await sink.send(0, [message("a"), message("b")], false);
  expect(outcomes).toMatchObject([{ status: "retry", reason: { code: "sinkUnreachable" } }, { status: "retry" }]);
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
  rocketmq.thawBroker();
  await waitFor(() => sink.state.status === "connected");
  expect(await sink.send(0, [message("a"), message("b")], false)).toMatchObject([
    { status: "delivered" },
    { status: "delivered" },
  ]);
});

test("a name server that is gone does not stop a known topic", async () => {
  await rocketmq.createTopic("Unnamed", 1);
  const sink = openSink("Unnamed");
  await waitFor(() => sink.state.status === "connected");
  await rocketmq.killNameServer();
  expect(await sink.send(0, [message("a"), message("b")], false)).toMatchObject([
    { status: "delivered" },
    { status: "delivered" },
  ]);
  expect(sink.state.status).toBe("connected");
  await rocketmq.startNameServer();
});

/** Reaches the broker from an address that its access list does not wave through. */
async function strangerAddress(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = tcpConnect({ host: "127.0.0.1", port: brokerPort, localAddress: "127.0.0.2" });
    for (const socket of [client, broker]) {
      sockets.add(socket.on("error", () => {}));
    }
    client.pipe(broker).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a broker with access control takes what is signed with its keys, and nothing else", async () => {
  await rocketmq.createTopic("Signed", 1);
  const acl = readFileSync(path.join(dataDir, "home/conf/plain_acl.yml"), "utf8");
  const accessKey = /accessKey: (\S+)/.exec(acl)?.[1] ?? "";
  const secretKey = /secretKey: (\S+)/.exec(acl)?.[1] ?? "";
  const address = await strangerAddress();
  const brokerName =
    /brokerName=(\S+)/.exec(readFileSync(path.join(dataDir, "home/conf/broker.conf"), "utf8"))?.[1] ?? "";
  const send = async (credentials: { accessKey: string; secretKey: string } | undefined) => {
    const connections = new Connections({ credentials });
    onTestFinished(() => connections.close());
    const producer = new Producer(connections, { group: "tests", requestTimeoutMs: 3_000 });
    return await producer.sendBatch(address, "Signed", { brokerName, queueId: 0 }, [message("ü"), message("b")]);
  };
  await expect(send(undefined)).rejects.toMatchObject({
    remark: expect.stringContaining("No accessKey is configured"),
  });
  await expect(send({ accessKey, secretKey: "not the key" })).rejects.toMatchObject({
    remark: expect.stringContaining("Check signature failed"),
  });
  expect((await send({ accessKey, secretKey })).messageIds).toHaveLength(2);
});
