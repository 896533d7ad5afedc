import { describe, expect, test } from "vitest";
import type { BrokerMessage, MqttBroker, PublishHandler, PublishHold } from "@/server/embedded/mqtt-broker/contracts";
import { EmbeddedSource } from "@/server/runtime/sources/embedded-source";
import { Collector } from "@/tests/contract/sources/collector";

function setup() {
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
  const source = new EmbeddedSource({ broker, parentTopic: "T", drainTimeoutMs: 50 });
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
  return { source, collector, publish, registration, voidAll: () => handler?.onHoldsVoid() };
}

const hold = (isVoid = false): PublishHold => ({ isVoid, confirm: () => undefined });

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
