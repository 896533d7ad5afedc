import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import type { Source } from "@/server/runtime/flow/contracts";
import { RawMqttClient, type RawPublish } from "@/tests/helpers/raw-mqtt-client";
import { waitFor } from "@/tests/helpers/wait-for";
import { Collector } from "./collector";

export interface SourceHarness {
  /** Where devices publish. */
  publishPort: number;
  /** Sources of one harness are for the same rule, so that a later one continues the session of an earlier one. */
  createSource(): Source;
  /** Cuts the connections that receipts belong to; they come back by themselves. */
  cut(): void;
  close(): Promise<void>;
}

export interface SourceContractOptions {
  parentTopic: string;
  open(): Promise<SourceHarness>;
}

function numbered(topic: string, count: number): RawPublish[] {
  return Array.from({ length: count }, (_, index) => ({
    topic,
    payload: Buffer.from(`${topic}#${index}`),
    qos: 1 as const,
  }));
}

/** What every source promises a flow, whatever it speaks to. */
export function describeSource(name: string, { parentTopic, open }: SourceContractOptions): void {
  const subtopic = `${parentTopic}/device/ä`;
  let harness: SourceHarness | undefined;
  afterEach(async () => {
    await harness?.close();
    harness = undefined;
  });

  async function openHarness(): Promise<SourceHarness> {
    harness = await open();
    return harness;
  }

  async function openSource(from: SourceHarness, collector = new Collector()): Promise<[Source, Collector]> {
    const source = from.createSource();
    onTestFinished(async () => {
      await source.close("stop");
    });
    collector.open(source);
    await waitFor(() => source.state.status === "connected", { what: "the source is connected" });
    return [source, collector];
  }

  function openDevice(from: SourceHarness, clientId: string, onAcknowledged?: () => void): RawMqttClient {
    const device = new RawMqttClient({
      port: from.publishPort,
      clientId,
      protocolVersion: 5,
      isPersistent: true,
      ...(onAcknowledged ? { onAcknowledged } : {}),
    });
    onTestFinished(() => device.kill());
    return device;
  }

  describe(name, () => {
    test("opens, reports its states, and closes for good", async () => {
      const [source, collector] = await openSource(await openHarness());
      await source.close("stop");
      await source.close("stop");
      expect(source.state).toEqual({ status: "closed" });
      expect(collector.states.at(-1)).toEqual({ status: "closed" });
    });

    test("closes while it is connecting", async () => {
      const source = (await openHarness()).createSource();
      new Collector().open(source);
      await source.close("end");
      expect(source.state).toEqual({ status: "closed" });
    });

    test("preserves bytes, topic, QoS and MQTT 5 properties", async () => {
      const from = await openHarness();
      const [, collector] = await openSource(from);
      const device = openDevice(from, "device-properties");
      const payload = Buffer.from(Array.from({ length: 512 }, (_, index) => index & 0xff));
      const properties = { userProperties: { k: ["1", "2"] }, contentType: "application/x", messageExpiryInterval: 77 };
      device.publish({ topic: subtopic, payload, qos: 1, properties });
      device.publish({ topic: parentTopic, payload: Buffer.alloc(0), qos: 2 });
      await waitFor(() => collector.received.length === 2);
      const bySubtopic = collector.received.find(({ message }) => message.topic === subtopic)?.message;
      expect(bySubtopic?.payload.equals(payload)).toBe(true);
      expect(bySubtopic?.qos).toBe(1);
      expect(bySubtopic?.mqtt5?.contentType).toBe("application/x");
      expect(bySubtopic?.mqtt5?.userProperties).toEqual([
        { key: "k", value: "1" },
        { key: "k", value: "2" },
      ]);
      const expiry = bySubtopic?.mqtt5?.messageExpiryIntervalSeconds ?? 0;
      expect(expiry).toBeGreaterThan(70);
      expect(expiry).toBeLessThanOrEqual(77);
      const bare = collector.received.find(({ message }) => message.topic === parentTopic)?.message;
      expect(bare?.payload).toHaveLength(0);
      expect(bare?.qos).toBe(2);
    });

    test("takes the parent topic and what lies below it, exactly and case-sensitively", async () => {
      const from = await openHarness();
      const [, collector] = await openSource(from);
      const device = openDevice(from, "device-topics");
      const others = [`${parentTopic}x/a`, `${parentTopic.toLowerCase()}/a`, "Other/a"];
      for (const topic of [...others, parentTopic, `${parentTopic}/`, `${parentTopic}/a/b`]) {
        device.publish({ topic, payload: Buffer.from("x"), qos: 1 });
      }
      await waitFor(() => device.outstanding === 0 && collector.received.length >= 3);
      const topics = collector.received.map(({ message }) => message.topic).sort();
      expect(topics).toEqual([parentTopic, `${parentTopic}/`, `${parentTopic}/a/b`].sort());
    });

    test("keeps the order of one device", async () => {
      const from = await openHarness();
      const [, collector] = await openSource(from);
      const device = openDevice(from, "device-order");
      const sent = numbered(subtopic, 500);
      for (const publish of sent) {
        device.publish(publish);
      }
      await waitFor(() => collector.received.length >= sent.length);
      expect(collector.texts()).toEqual(sent.map(({ payload }) => payload.toString()));
    });

    test("takes many devices in parallel without loss", async () => {
      const from = await openHarness();
      const [, collector] = await openSource(from);
      const sent = Array.from({ length: 5 }, (_, device) => numbered(`${parentTopic}/p${device}`, 200));
      for (const [index, publishes] of sent.entries()) {
        const device = openDevice(from, `device-parallel-${index}`);
        for (const publish of publishes) {
          device.publish(publish);
        }
      }
      await waitFor(() => collector.received.length >= 1_000);
      const expected = sent.flat().map(({ payload }) => payload.toString());
      expect(collector.texts().sort()).toEqual(expected.sort());
    });

    test("stops reading when the credit is used up and goes on at resume, in order", async () => {
      const from = await openHarness();
      const [source, collector] = await openSource(from);
      collector.hasCredit = false;
      const device = openDevice(from, "device-paused");
      const sent = Array.from({ length: 3_000 }, (_, index) => ({
        topic: subtopic,
        payload: Buffer.alloc(2_000, String(index % 10)),
        qos: 1 as const,
      }));
      for (const publish of sent) {
        device.publish(publish);
      }
      await waitFor(() => collector.received.length > 0);
      const marker = openDevice(from, "device-marker");
      marker.publish({ topic: "Elsewhere/x", payload: Buffer.from("x"), qos: 1 });
      await waitFor(() => marker.outstanding === 0, { what: "the broker is alive" });
      // At most what one read of the socket had already brought.
      expect(collector.received.length).toBeLessThan(100);
      collector.hasCredit = true;
      source.resume();
      await waitFor(() => collector.received.length >= sent.length, { timeoutMs: 20_000 });
      expect(collector.received.map(({ message }) => message.payload[0])).toEqual(
        sent.map(({ payload }) => payload[0]),
      );
    });

    test("delivers again what was not confirmed when its connection was cut, and voids the old receipts", async () => {
      const from = await openHarness();
      const collector = new Collector();
      collector.shouldConfirm = false;
      await openSource(from, collector);
      const device = openDevice(from, "device-cut");
      device.publish({ topic: subtopic, payload: Buffer.from("held"), qos: 1 });
      device.publish({ topic: subtopic, payload: Buffer.from("held twice"), qos: 2 });
      await waitFor(() => collector.received.length === 2);
      const old = collector.received.splice(0);
      expect(old.map(({ receipt }) => receipt?.isVoid)).toEqual([false, false]);
      from.cut();
      await waitFor(() => collector.received.length === 2, { timeoutMs: 20_000, what: "both came again" });
      expect(collector.texts()).toEqual(["held", "held twice"]);
      expect(old.map(({ receipt }) => receipt?.isVoid)).toEqual([true, true]);
      expect(collector.voids).toBeGreaterThan(0);
    });

    test("a late confirmation acknowledges nothing on the next connection", async () => {
      const from = await openHarness();
      const collector = new Collector();
      collector.shouldConfirm = false;
      await openSource(from, collector);
      const device = openDevice(from, "device-late");
      device.publish({ topic: subtopic, payload: Buffer.from("late"), qos: 1 });
      await waitFor(() => collector.received.length === 1);
      from.cut();
      await waitFor(() => collector.received.length === 2, { timeoutMs: 20_000 });
      collector.received[0]?.receipt?.confirm();
      from.cut();
      await waitFor(() => collector.received.length === 3, { timeoutMs: 20_000, what: "it came a third time" });
      expect(collector.texts()).toEqual(["late", "late", "late"]);
    });

    test("what was confirmed does not come again", async () => {
      const from = await openHarness();
      const [first, collector] = await openSource(from);
      const device = openDevice(from, "device-once");
      for (const publish of numbered(subtopic, 20)) {
        device.publish(publish);
      }
      await waitFor(() => collector.received.length === 20 && device.outstanding === 0);
      await first.close("stop");
      const [, second] = await openSource(from);
      device.publish({ topic: subtopic, payload: Buffer.from("next"), qos: 1 });
      await waitFor(() => second.received.length > 0);
      expect(second.texts()).toEqual(["next"]);
    });

    test("leaves no timer and no socket behind", async () => {
      const from = await openHarness();
      const device = openDevice(from, "device-left");
      await waitFor(() => device.isOnline);
      const count = () => process.getActiveResourcesInfo().filter((kind) => /Timeout|TCPSocket/.test(kind)).length;
      const before = count();
      const [source, collector] = await openSource(from);
      device.publish({ topic: subtopic, payload: Buffer.from("x"), qos: 1 });
      await waitFor(() => collector.received.length === 1);
      await source.close("end");
      await waitFor(() => count() <= before, { what: "timers and sockets are gone" });
    });
  });
}
