import { describe, expect, onTestFinished, test } from "vitest";
import { RawMqttClient } from "@/tests/helpers/raw-mqtt-client";
import { waitFor } from "@/tests/helpers/wait-for";
import { holdPublishes, openTestBroker } from "@/tests/integration/mqtt/broker-harness";

function openDevice(port: number, clientId = "device") {
  const acknowledged: number[] = [];
  const onAcknowledged = (id: number) => void acknowledged.push(id);
  const device = new RawMqttClient({ port, clientId, protocolVersion: 4, isPersistent: true, onAcknowledged });
  onTestFinished(() => device.kill());
  const publish = (topic: string, text: string, qos: 0 | 1 = 1) =>
    device.publish({ topic, payload: Buffer.from(text), qos });
  return { acknowledged, publish };
}

const texts = (held: ReturnType<typeof holdPublishes>["held"]) => held.map(({ message }) => message.payload.toString());

describe("topics that a rule forwards", () => {
  test("before the rules are known no publish is acknowledged; then each goes to its rule, in order", async () => {
    const { broker } = await openTestBroker({ reservedTopics: "all" });
    const { acknowledged, publish } = openDevice(broker.port);
    publish("TopicA/x", "1");
    await waitFor(() => broker.counters.publishesReceived === 1);
    publish("TopicA/x", "2", 0);
    publish("TopicA/x", "3");
    const free = publish("Free/x", "free");
    await waitFor(() => broker.counters.publishesReceived === 4);
    expect(acknowledged).toEqual([]);
    broker.reserveTopics(new Set(["TopicA"]));
    const { held, registration } = holdPublishes(broker, "TopicA");
    expect(texts(held)).toEqual(["1", "2", "3"]);
    expect(registration.heldCount).toBe(2);
    expect(acknowledged).toEqual([]);
    for (const { hold } of held) {
      hold?.confirm();
    }
    await waitFor(() => acknowledged.length === 3);
    expect(acknowledged.at(-1)).toBe(free);
    expect(broker.counters.publishesHeld).toBe(0);
  });

  test("between two lives of a rule publishes wait for the next one", async () => {
    const { broker } = await openTestBroker();
    broker.reserveTopics(new Set(["TopicA"]));
    const first = holdPublishes(broker, "TopicA");
    first.registration.remove();
    const { acknowledged, publish } = openDevice(broker.port);
    publish("TopicA/x", "between");
    await waitFor(() => broker.counters.publishesHeld === 1);
    const second = holdPublishes(broker, "TopicA");
    publish("TopicA/x", "after");
    await waitFor(() => second.held.length === 2);
    expect(first.held).toEqual([]);
    expect(texts(second.held)).toEqual(["between", "after"]);
    expect(acknowledged).toEqual([]);
  });

  test("what waits is bounded in bytes: its connection is not read further, and goes on once it is forwarded", async () => {
    const limits = { parkedBytesMax: 100_000 };
    const { broker } = await openTestBroker({ reservedTopics: "all", limits });
    const { acknowledged, publish } = openDevice(broker.port);
    publish("TopicA/x", "x".repeat(150_000));
    await waitFor(() => broker.counters.publishesReceived === 1);
    for (let count = 0; count < 20; count++) {
      publish("TopicA/x", "y".repeat(150_000));
    }
    const other = openDevice(broker.port, "other");
    other.publish("TopicB/x", "read though the room is full");
    await waitFor(() => broker.counters.publishesReceived === 2);
    broker.reserveTopics(new Set(["TopicA"]));
    const { held } = holdPublishes(broker, "TopicA");
    expect(held).toHaveLength(1);
    const confirmAll = () => {
      for (const { hold } of held) {
        hold?.confirm();
      }
      return acknowledged.length === 21;
    };
    await waitFor(confirmAll);
  });

  test("QoS 0 publishes that cannot wait are counted for the rule that comes", async () => {
    const { broker } = await openTestBroker({ reservedTopics: "all" });
    const { publish } = openDevice(broker.port);
    publish("TopicA/x", "held");
    await waitFor(() => broker.counters.publishesReceived === 1);
    for (let count = 0; count < 1_005; count++) {
      publish("TopicA/x", "best effort", 0);
    }
    await waitFor(() => broker.counters.publishesReceived === 1_006);
    const { held, lost } = holdPublishes(broker, "TopicA");
    expect([held.length, lost()]).toEqual([1_001, 5]);
  });

  test("what waits is acknowledged once no rule wants the topic any more", async () => {
    const { broker } = await openTestBroker();
    broker.reserveTopics(new Set(["TopicA"]));
    const { acknowledged, publish } = openDevice(broker.port);
    const id = publish("TopicA/x", "waiting");
    await waitFor(() => broker.counters.publishesHeld === 1);
    expect(acknowledged).toEqual([]);
    broker.reserveTopics(new Set());
    await waitFor(() => acknowledged.length === 1);
    expect(acknowledged).toEqual([id]);
  });
});
