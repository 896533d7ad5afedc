import { describe, expect, onTestFinished, test } from "vitest";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { RocketmqClusters } from "@/server/gateways/rocketmq-gateway";
import { testRocketmqConnection } from "@/server/rocketmq/connection-test";
import { GrpcClientPool } from "@/server/rocketmq/grpc/grpc-client-pool";
import { laneOf } from "@/server/runtime/flow/lane-of";
import { parseProperties } from "@/server/runtime/mapping/properties";
import { createToFlowMessage } from "@/server/runtime/mapping/to-flow-message";
import { GrpcSink } from "@/server/runtime/sinks/grpc-sink";
import { startFaultProxy } from "@/tests/helpers/fault-proxy";
import { freePort } from "@/tests/helpers/ports";
import { waitFor } from "@/tests/helpers/wait-for";
import { bodyOf, message, type Rocketmq5, texts } from "./cluster";

/** What holds for RocketMQ 5.5.0 by gRPC; one server serves this and its sister. */
export function describeGrpc(cluster: Rocketmq5): void {
  function openSink(topic: string, target: RocketmqTarget): GrpcSink {
    const sink = new GrpcSink({ target, topic, pool: new GrpcClientPool() });
    onTestFinished(() => sink.close());
    sink.open({ onState: () => {} });
    return sink;
  }

  async function openConnected(topic: string, target = cluster.grpc()): Promise<GrpcSink> {
    const sink = openSink(topic, target);
    await waitFor(() => sink.state.status === "connected");
    return sink;
  }

  describe("RocketMQ 5.5.0 by gRPC, ordered", () => {
    test("keeps each lane's order in one queue of a FIFO topic, lanes at once", async () => {
      await cluster.createTopic("Fifo", "FIFO", 4);
      const sink = await openConnected("Fifo");
      expect(sink.state).not.toHaveProperty("warning");
      const lanes = Array.from({ length: 6 }, async (_, lane) => {
        for (const text of texts(0, 15)) {
          expect(await sink.send(lane, [message(`${lane}:${text}`)], false)).toMatchObject([{ status: "delivered" }]);
        }
      });
      await Promise.all(lanes);
      const stored = await cluster.stored("Fifo", 90);
      for (let lane = 0; lane < 6; lane += 1) {
        const own = stored.filter((entry) => bodyOf(entry).startsWith(`${lane}:`));
        own.sort((a, b) => a.queueOffset - b.queueOffset);
        expect(own.map(bodyOf)).toEqual(texts(0, 15).map((text) => `${lane}:${text}`));
        expect(new Set(own.map(({ queueId }) => queueId)).size).toBe(1);
      }
    });

    test("says for another topic that order is not kept, and stores everything", async () => {
      await cluster.createTopic("Normal", "NORMAL", 4);
      const sink = await openConnected("Normal");
      expect(sink.state).toMatchObject({ warning: expect.stringContaining("Order is not kept") });
      await sink.send(
        0,
        texts(0, 10).map((text) => message(text)),
        false,
      );
      expect((await cluster.stored("Normal", 10)).map(bodyOf).sort()).toEqual(texts(0, 10).sort());
    });

    test("carries every property of the mapping, the message's own ID among them", async () => {
      await cluster.createTopic("Mapped", "FIFO", 1);
      const sink = await openConnected("Mapped");
      const id = "0123456789ABCDEF0123456789ABCDEF";
      const mapped = createToFlowMessage(() => id, laneOf)(
        {
          topic: "TopicA/ü/100%\u0001",
          payload: Buffer.from([0, 255]),
          qos: 1,
          clientId: "GID_x@@@d1",
          cleanSession: false,
          mqtt5: {
            userProperties: [
              { key: "a", value: "1\n" },
              { key: "a", value: "2" },
            ],
            contentType: "text/plain;\r\n\u007f",
            messageExpiryIntervalSeconds: 60,
          },
        },
        undefined,
        0,
      );
      if ("failure" in mapped) {
        throw new Error(mapped.failure.message);
      }
      expect(await sink.send(0, [mapped], false)).toMatchObject([{ status: "delivered" }]);
      const [stored] = await cluster.stored("Mapped", 1);
      expect(stored).toMatchObject({ messageId: id, bodyBase64: "AP8=" });
      const wanted = parseProperties(mapped.properties);
      const text = Object.entries(stored?.properties ?? {}).map(([name, value]) => `${name}\u0001${value}\u0002`);
      const found = parseProperties(text.join(""));
      for (const [name, value] of wanted) {
        expect([name, found.get(name)]).toEqual([name, value]);
      }
      expect(Date.now() - Date.parse(stored?.bornAt ?? "")).toBeLessThan(60_000);
    });

    test("rejects alone what the proxy does not take: an empty body, properties over 16 KiB", async () => {
      await cluster.createTopic("Refused", "FIFO", 1);
      const sink = await openConnected("Refused");
      const long = message("x", { properties: `UNIQ_KEY\u0001A\u0002p\u0001${"v".repeat(17_000)}\u0002` });
      const outcomes = await sink.send(0, [message("a"), message(""), message("b"), long, message("c")], false);
      expect(outcomes.map(({ status }) => status)).toEqual([
        "delivered",
        "rejected",
        "delivered",
        "rejected",
        "delivered",
      ]);
      expect((await cluster.stored("Refused", 3)).map(bodyOf)).toEqual(["a", "b", "c"]);
    });
  });

  describe("RocketMQ 5.5.0 by gRPC, without order", () => {
    test("stores every message of a batch once, and rejects alone the one that is refused", async () => {
      await cluster.createTopic("Batch", "NORMAL", 4);
      const sink = await openConnected("Batch", cluster.grpc({ ordering: "unordered" }));
      const batch = texts(0, 60).map((text) => message(text === "m7" ? "" : text));
      const outcomes = await sink.send(0, batch, false);
      expect(outcomes.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([7]);
      const stored = await cluster.stored("Batch", 59);
      expect(stored.map(bodyOf).sort()).toEqual(
        texts(0, 60)
          .filter((text) => text !== "m7")
          .sort(),
      );
      expect(new Set(stored.map(({ messageId }) => messageId)).size).toBe(59);
    });

    test("takes FIFO topics too", async () => {
      await cluster.createTopic("FifoBatch", "FIFO", 4);
      const sink = await openConnected("FifoBatch", cluster.grpc({ ordering: "unordered" }));
      const outcomes = await sink.send(
        0,
        texts(0, 20).map((text) => message(text)),
        false,
      );
      expect(outcomes.every(({ status }) => status === "delivered")).toBe(true);
      expect((await cluster.stored("FifoBatch", 20)).map(bodyOf).sort()).toEqual(texts(0, 20).sort());
    });
  });

  describe("the connection to a RocketMQ 5.5.0 proxy", () => {
    test("can be encrypted, and a certificate that nobody vouches for is refused", async () => {
      await cluster.createTopic("Encrypted", "FIFO", 1);
      const sink = await openConnected("Encrypted", cluster.grpc({ tls: { rejectUnauthorized: false } }));
      expect(await sink.send(0, [message("a")], false)).toMatchObject([{ status: "delivered" }]);
      const strict = openSink("Encrypted", cluster.grpc({ tls: {} }));
      await waitFor(() => strict.state.status === "failing");
      expect(strict.state).toMatchObject({ reason: { code: "sinkUnreachable" } });
    });

    test("a test of it names its steps, and the version where name servers stand beside it", async () => {
      const alone = await testRocketmqConnection(cluster.grpc());
      expect(alone).toMatchObject({ ok: true });
      expect(alone.steps.map(({ step }) => step)).toEqual(["dns", "tcp", "credentials"]);
      const both = await testRocketmqConnection(cluster.grpc({ adminNameServers: [cluster.server().nameServer] }));
      expect(both).toMatchObject({ ok: true, detectedVersion: "V5_5_0" });
      expect(both.steps.map(({ step }) => step)).toEqual(["dns", "tcp", "credentials", "route", "version"]);
      const nobody = `127.0.0.1:${await freePort()}`;
      const wrong = await testRocketmqConnection(
        cluster.grpc({ endpoint: { protocol: "grpc", endpoints: nobody, ordering: "ordered" } }),
      );
      expect(wrong.steps.at(-1)).toMatchObject({ step: "tcp", ok: false });
      const noProxy = await testRocketmqConnection(
        cluster.grpc({
          endpoint: { protocol: "grpc", endpoints: cluster.server().brokerAddress, ordering: "ordered" },
        }),
      );
      expect(noProxy.steps.at(-1)).toMatchObject({
        step: "credentials",
        ok: false,
        detail: expect.stringContaining("gRPC port"),
      });
    });

    test("the console finds a topic by its route; lists and creates by the name servers beside it, or says so", async () => {
      const clusters = new RocketmqClusters();
      onTestFinished(() => clusters.close());
      const alone = cluster.grpc();
      expect(await clusters.topicStatus(alone, "Ready")).toBe("exists");
      expect(await clusters.topicStatus(alone, "Nowhere")).toBe("missing");
      await expect(clusters.listTopics(alone)).rejects.toMatchObject({ code: "UNAVAILABLE" });
      const both = cluster.grpc({ adminNameServers: [cluster.server().nameServer], instanceId: "both" });
      await clusters.createTopic(both, { name: "ByConsole", messageType: "FIFO", queueCount: 2 });
      expect(await clusters.topicStatus(both, "ByConsole")).toBe("exists");
      expect((await clusters.listTopics(both)).find(({ name }) => name === "ByConsole")).toMatchObject({
        messageType: "FIFO",
      });
    });

    test("closing leaves no socket and no timer, even while the proxy is gone", async () => {
      const port = Number(cluster.server().grpcEndpoint?.split(":")[1]);
      const wire = await startFaultProxy({ port });
      onTestFinished(() => wire.close());
      const timersBefore = countTimers();
      const target = cluster.grpc({
        endpoint: { protocol: "grpc", endpoints: `127.0.0.1:${wire.port}`, ordering: "ordered" },
      });
      const sink = await openConnected("Ready", target);
      await waitFor(() => wire.openConnections > 0);
      wire.refuse();
      await waitFor(() => wire.counters.cut > 0 && wire.openConnections === 0);
      await sink.close();
      wire.pass();
      const acceptedAtClose = wire.counters.accepted;
      await waitFor(() => countTimers() <= timersBefore, { what: "no timer of the sink is left" });
      expect(wire.counters.accepted).toBe(acceptedAtClose);
      expect(wire.openConnections).toBe(0);
    });
  });

  // Last: name servers take a while to route to a broker that came back.
  describe("a RocketMQ 5.5.0 proxy in trouble", () => {
    test("a topic that is missing is named, and found once somebody creates it", async () => {
      const sink = openSink("Later", cluster.grpc());
      await waitFor(() => sink.state.status === "failing");
      expect(sink.state).toMatchObject({ reason: { code: "topicMissing" } });
      expect(await sink.send(0, [message("a")], true)).toMatchObject([{ status: "retry" }]);
      await cluster.createTopic("Later", "FIFO", 1);
      await waitFor(() => sink.state.status === "connected");
      expect(await sink.send(0, [message("a")], true)).toMatchObject([{ status: "delivered" }]);
    });

    test("a topic for delayed messages blocks with its reason", async () => {
      await cluster.createTopic("Delayed", "DELAY", 1);
      const sink = openSink("Delayed", cluster.grpc());
      await waitFor(() => sink.state.status === "failing");
      expect(sink.state).toMatchObject({ reason: { code: "invalid", message: expect.stringContaining("FIFO") } });
    });

    test("killed and started again it is told within 5 s and used again without a hand", async () => {
      await cluster.createTopic("Killed", "FIFO", 1);
      const sink = await openConnected("Killed");
      expect(await sink.send(0, [message("before")], false)).toMatchObject([{ status: "delivered" }]);
      await cluster.server().killBroker();
      await waitFor(() => sink.state.status === "failing", { timeoutMs: 5_000 });
      expect(sink.state).toMatchObject({ reason: { code: "sinkUnreachable" } });
      expect(await sink.send(0, [message("after")], false)).toMatchObject([{ status: "retry" }]);
      await cluster.server().startBroker();
      await waitFor(() => sink.state.status === "connected", { timeoutMs: 30_000 });
      const isDelivered = async () => (await sink.send(0, [message("after")], false))[0]?.status === "delivered";
      await waitFor(isDelivered, { timeoutMs: 20_000, what: "the broker takes messages again" });
    });
  });
}

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}
