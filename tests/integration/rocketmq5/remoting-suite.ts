import { describe, expect, onTestFinished, test } from "vitest";
import { ClientPool } from "@/server/rocketmq/client-pool";
import { testRocketmqConnection } from "@/server/rocketmq/connection-test";
import { encodeProperties } from "@/server/rocketmq/remoting/properties";
import { RemotingSink } from "@/server/runtime/sinks/remoting-sink";
import { waitFor } from "@/tests/helpers/wait-for";
import { bodyOf, message, type Rocketmq5, texts } from "./cluster";

/** What holds for RocketMQ 5.5.0 by Remoting; one server serves this and its sister. */
export function describeRemoting(cluster: Rocketmq5): void {
  async function openSink(topic: string, changes: { messageBytesMax?: number } = {}): Promise<RemotingSink> {
    const sink = new RemotingSink({ target: cluster.remoting(), topic, pool: new ClientPool(), ...changes });
    onTestFinished(() => sink.close());
    sink.open({ onState: () => {} });
    await waitFor(() => sink.state.status === "connected");
    return sink;
  }

  describe("RocketMQ 5.5.0 by Remoting", () => {
    test("creates topics with their type, lists them without RocketMQ's own, and deletes them", async () => {
      const client = cluster.openClient();
      for (const messageType of ["NORMAL", "FIFO", "DELAY", "TRANSACTION"]) {
        const topic = { name: `Typed-${messageType}`, messageType, queueCount: 3 };
        expect(await client.createTopic(topic)).toBe("created");
      }
      const listed = await client.listTopics();
      const typed = listed.filter(({ name }) => name.startsWith("Typed-"));
      expect(typed.map(({ messageType, queueCount }) => [messageType, queueCount])).toEqual([
        ["DELAY", 3],
        ["FIFO", 3],
        ["NORMAL", 3],
        ["TRANSACTION", 3],
      ]);
      expect(listed.filter(({ name }) => !/^(Typed-|Ready$)/.test(name))).toEqual([]);
      expect(await client.deleteTopic("Typed-FIFO")).toBe("deleted");
      expect(await client.deleteTopic("Typed-FIFO")).toBe("missing");
    });

    test("stores a lane's batches in order, byte for byte, with their properties", async () => {
      await cluster.createTopic("Batches", "NORMAL", 4);
      const sink = await openSink("Batches");
      const properties = encodeProperties([
        ["UNIQ_KEY", "0".repeat(31).concat("F")],
        ["mqttSecondTopic", "/a/ü/世界"],
      ]);
      const binary = message("", { body: Buffer.from([0, 1, 2, 255]), properties });
      const outcomes = [
        ...(await sink.send(2, [binary, message("")], false)),
        ...(await sink.send(
          2,
          texts(0, 20).map((text) => message(text)),
          false,
        )),
      ];
      expect(outcomes.every(({ status }) => status === "delivered")).toBe(true);
      const stored = await cluster.stored("Batches", 22);
      expect(new Set(stored.map(({ queueId }) => queueId)).size).toBe(1);
      expect(stored.slice(2).map(bodyOf)).toEqual(texts(0, 20));
      expect(stored[0]).toMatchObject({ messageId: "0".repeat(31).concat("F"), bodyBase64: "AAEC/w==" });
      expect(stored[0]?.properties["mqttSecondTopic"]).toBe("/a/ü/世界");
      expect(stored[1]?.bodyBytes).toBe(0);
    });

    test("stores a batch that is too large only as a whole, and rejects alone the message that is too large", async () => {
      await cluster.createTopic("Large", "NORMAL", 1);
      // Over the broker's limit, under the one this sink is told.
      const sink = await openSink("Large", { messageBytesMax: 8 * 1024 * 1024 });
      const large = (bytes: number) => message("", { body: Buffer.alloc(bytes, 1) });
      const twoMiB = 2 * 1024 * 1024;
      const together = await sink.send(0, [large(twoMiB), large(twoMiB), large(twoMiB)], false);
      expect(together.map(({ status }) => status)).toEqual(["delivered", "delivered", "delivered"]);
      const mixed = await sink.send(0, [message("a"), large(2 * twoMiB + 1), message("b")], false);
      expect(mixed.map(({ status }) => status)).toEqual(["delivered", "rejected", "delivered"]);
    });

    test("a connection test passes and tells the version", async () => {
      const result = await testRocketmqConnection(cluster.remoting());
      expect(result).toMatchObject({ ok: true, detectedVersion: "V5_5_0" });
    });
  });
}
