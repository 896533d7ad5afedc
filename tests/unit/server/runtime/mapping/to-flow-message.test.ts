import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MqttMessage } from "@/server/runtime/flow/contracts";
import { laneOf } from "@/server/runtime/flow/lane-of";
import { parseProperties } from "@/server/runtime/mapping/properties";
import { createToFlowMessage, type Unmappable } from "@/server/runtime/mapping/to-flow-message";
import { createUniqueKeys } from "@/server/runtime/mapping/unique-key";

const payload = Buffer.from([0, 1, 2, 255]);

function mqtt(part: Partial<MqttMessage>): MqttMessage {
  return {
    topic: "TopicA/b/c",
    payload,
    qos: 1,
    clientId: undefined,
    cleanSession: undefined,
    mqtt5: undefined,
    ...part,
  };
}

const toFlowMessage = createToFlowMessage(() => "K".repeat(32), laneOf);

function read(part: Partial<MqttMessage>): Record<string, string> {
  const mapped = toFlowMessage(mqtt(part), undefined, 0);
  if ("failure" in mapped) {
    throw new Error(mapped.failure.message);
  }
  return Object.fromEntries(parseProperties(mapped.properties));
}

function causeOf(part: Partial<MqttMessage>): string {
  return (toFlowMessage(mqtt(part), undefined, 0) as Unmappable).failure.message;
}

const anyText = fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 40 });

describe("MQTT to RocketMQ", () => {
  it("writes the documented properties and leaves the payload alone", () => {
    const mapped = toFlowMessage(mqtt({ clientId: "GID_x@@@1", cleanSession: false }), undefined, 7);
    expect(mapped).toEqual({
      key: "TopicA/b/c",
      lane: laneOf("TopicA/b/c"),
      body: payload,
      properties:
        "topic\x01TopicA/b/c\x02mqttSecondTopic\x01/b/c\x02qoslevel\x011\x02clientId\x01GID_x@@@1\x02cleansessionflag\x01false\x02" +
        `UNIQ_KEY\x01${"K".repeat(32)}\x02`,
      qos: 1,
      receivedAtMs: 7,
      receipt: undefined,
    });
    expect((mapped as { body: Buffer }).body).toBe(payload);
  });

  it("has no subtopic for the bare parent topic, and an empty last level stays", () => {
    expect(read({ topic: "TopicA" })).not.toHaveProperty("mqttSecondTopic");
    expect(read({ topic: "TopicA/" })["mqttSecondTopic"]).toBe("/");
  });

  it("keeps order and duplicates of user properties", () => {
    const userProperties = [
      { key: "mQ", value: "test001" },
      { key: "MQ", value: "test\x01002" },
      { key: "mQ", value: "" },
    ];
    const properties = read({
      mqtt5: {
        userProperties,
        messageExpiryIntervalSeconds: 0,
        contentType: "text/plain",
        isPayloadUtf8: true,
        responseTopic: "a/b",
        correlationData: Buffer.from([0, 1, 2]),
      },
    });
    expect(JSON.parse(properties["mqtt5UserProperty"] ?? "")).toEqual(userProperties);
    expect(properties).toMatchObject({
      mqtt5MsgExpireInterval: "0",
      mqtt5ContentType: "text/plain",
      mqtt5PayloadFormatIndicator: "1",
      mqtt5ResponseTopic: "a/b",
      mqtt5CorrelationData: "AAEC",
    });
  });

  it("writes whatever MQTT allows so that it can be read back", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (subtopic, clientId, contentType) => {
        const topic = `p/${subtopic}`;
        const properties = read({ topic, clientId, mqtt5: { contentType } });
        expect(properties).toMatchObject({
          topic,
          mqttSecondTopic: `/${subtopic}`,
          clientId,
          mqtt5ContentType: contentType,
        });
      }),
    );
  });

  it("survives UTF-8: what is written is well-formed", () => {
    fc.assert(
      fc.property(anyText, (clientId) => {
        const mapped = toFlowMessage(mqtt({ clientId }), undefined, 0) as { properties: string };
        expect(Buffer.from(mapped.properties, "utf8").toString("utf8")).toBe(mapped.properties);
      }),
    );
  });

  it("names the cause when user properties take more than 8 KB", () => {
    const userProperties = [{ key: "k", value: "v".repeat(8 * 1024) }];
    expect(causeOf({ mqtt5: { userProperties } })).toMatch(/^mqtt5UserProperty has 8\d+ bytes/);
    const fitting = [{ key: "k", value: "v".repeat(8 * 1024 - 24) }];
    expect(read({ mqtt5: { userProperties: fitting } })["mqtt5UserProperty"]).toHaveLength(8 * 1024);
  });

  it("names the cause when the properties as a whole are over RocketMQ's limit", () => {
    expect(causeOf({ topic: `p/${"ü".repeat(10_000)}` })).toMatch(/^The properties have 40\d+ bytes/);
  });
});

describe("unique keys", () => {
  const noon = new Date(2026, 5, 15, 12).getTime();
  const makeKeys = (nowMs: () => number) => {
    let producers = 0;
    return createUniqueKeys(() => String(producers++).padStart(20, "0"), nowMs);
  };

  it("have RocketMQ's form", () => {
    const next = makeKeys(() => noon);
    for (let count = 0; count < 100; count += 1) {
      expect(next()).toMatch(/^[0-9A-F]{32}$/);
    }
  });

  it("differ when more are made within a millisecond than the counter holds", () => {
    const next = makeKeys(() => noon);
    expect(new Set(Array.from({ length: 140_000 }, next)).size).toBe(140_000);
  });

  it("differ when the clock steps back, and when a later month has the same milliseconds", () => {
    const times = [noon, noon + 1, noon, noon - 3_600_000, noon + 1, new Date(2026, 6, 15, 12).getTime(), noon];
    const next = makeKeys(() => times.shift() ?? noon);
    const keys = Array.from({ length: 50 }, next);
    expect(new Set(keys).size).toBe(50);
  });

  it("differ whatever the clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 200 }), (steps) => {
        let nowMs = noon;
        const next = makeKeys(() => nowMs);
        const keys = steps.map((step) => {
          nowMs += step;
          return next();
        });
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
