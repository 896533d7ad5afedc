import { describe, expect, test } from "vitest";
import type { BrokerMessage, MqttBroker, PublishHandler, PublishHold } from "@/server/embedded/mqtt-broker/contracts";
import { Credit } from "@/server/runtime/flow/credit";
import { EmbeddedSource } from "@/server/runtime/sources/embedded-source";
import { Collector } from "@/tests/contract/sources/collector";

function setup(waiting?: Credit) {
  let handler: PublishHandler | undefined;
  const registration = { heldCount: 0, removed: 0, returned: 0 };
  const broker = {
    handlePublishes: (_topic: string, given: PublishHandler) => {
      handler = given;
      return {
        get heldCount() {
          return registration.heldCount;
        },
        remove: () => void registration.removed++,
        returnHeld: () => void registration.returned++,
      };
    },
  } as unknown as MqttBroker; // safe because the source uses nothing else of it
  const source = new EmbeddedSource({
    broker,
    parentTopic: "T",
    drainTimeoutMs: 50,
    ...(waiting && { waiting }),
  });
  const collector = new Collector();
  collector.open(source);
  const publish = (text: string, hold?: PublishHold) => {
    const message: BrokerMessage = {
      topic: "T/x",
      payload: Buffer.from(text),
      qos: hold === undefined ? 0 : 1,
      clientId: "c",
      cleanSession: true,
      mqtt5: undefined,
    };
    handler?.publish(message, hold);
  };
  return {
    source,
    collector,
    publish,
    registration,
    voidAll: () => handler?.onHoldsVoid(),
    lose: (count: number) => handler?.onLost(count),
  };
}

const hold = (isVoid = false): PublishHold => ({ isVoid, confirm: () => undefined, holdBack: () => undefined });

describe("EmbeddedSource", () => {
  test("while paused held messages wait, in order with QoS 0 ones between them", () => {
    const { source, collector, publish } = setup();
    source.pause();
    publish("1", hold());
    publish("2");
    publish("3", hold());
    expect(collector.texts()).toEqual([]);
    source.resume();
    expect(collector.texts()).toEqual(["1", "2", "3"]);
  });

  test("stops within the backlog when the credit ends again, and loses no place", () => {
    const { source, collector, publish } = setup();
    source.pause();
    for (const text of ["1", "2", "3"]) {
      publish(text, hold());
    }
    collector.hasCredit = false;
    source.resume();
    expect(collector.texts()).toEqual(["1"]);
    publish("4", hold());
    collector.hasCredit = true;
    source.resume();
    expect(collector.texts()).toEqual(["1", "2", "3", "4"]);
  });

  test("QoS 0 messages beyond what may wait are handed over at once for the flow to count", () => {
    const { source, collector, publish } = setup();
    source.pause();
    for (let count = 0; count < 1_001; count++) {
      publish(String(count));
    }
    expect(collector.texts()).toEqual(["1000"]);
  });

  test("what waits counts in bytes: beyond the limit connections are held back, and QoS 0 goes on for the flow to count", () => {
    const credit = new Credit({ messages: 1_000_000, bytes: 1024 * 1024 });
    const { source, collector, publish } = setup(credit);
    let heldBack = 0;
    const counting = { ...hold(), holdBack: () => void heldBack++ };
    source.pause();
    for (let count = 0; count < 10; count++) {
      publish("x".repeat(200_000), counting);
    }
    expect(heldBack).toBe(5);
    publish("no room");
    expect(collector.texts()).toEqual(["no room"]);
    source.resume();
    expect(credit).toMatchObject({ messages: 0, bytes: 0 });
    expect(collector.received).toHaveLength(11);
  });

  test("gives its share of the credit back when connections close, and when it is closed itself", async () => {
    const credit = new Credit({ messages: 1_000, bytes: 1024 * 1024 });
    const { source, publish, voidAll } = setup(credit);
    source.pause();
    publish("gone", hold(true));
    publish("here", hold());
    publish("best effort");
    voidAll();
    expect(credit.messages).toBe(2);
    await source.close("stop");
    expect(credit).toMatchObject({ messages: 0, bytes: 0 });
  });

  test("tells what was lost before it was open", () => {
    const { collector, lose } = setup();
    lose(3);
    expect(collector.lost).toBe(3);
  });

  test("waiting messages whose connection closed are dropped, and the flow is told", () => {
    const { source, collector, publish, voidAll } = setup();
    source.pause();
    publish("gone", hold(true));
    publish("here", hold());
    voidAll();
    source.resume();
    expect(collector.texts()).toEqual(["here"]);
    expect(collector.voids).toBe(1);
  });

  test("end hands over what waits; stop hands it back to the devices", async () => {
    const ending = setup();
    ending.source.pause();
    ending.publish("last", hold());
    await ending.source.close("end");
    expect(ending.collector.texts()).toEqual(["last"]);
    expect(ending.registration).toMatchObject({ removed: 1, returned: 1 });
    const stopping = setup();
    stopping.source.pause();
    stopping.publish("last", hold());
    await stopping.source.close("stop");
    expect(stopping.collector.texts()).toEqual([]);
    expect(stopping.registration).toMatchObject({ removed: 1, returned: 1 });
  });
});
