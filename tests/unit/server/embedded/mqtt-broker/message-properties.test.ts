import { expect, test } from "vitest";
import { toMessageProperties, toPacketProperties } from "@/server/embedded/mqtt-broker/message-properties";

test("properties survive the way in and out, duplicates of a key in order", () => {
  const mqtt5 = {
    userProperties: [
      { key: "a", value: "1" },
      { key: "a", value: "1" },
      { key: "__proto__", value: "x" },
    ],
    messageExpiryIntervalSeconds: 5,
    contentType: "text/plain",
    isPayloadUtf8: true,
    responseTopic: "r",
    correlationData: Buffer.from([1]),
  };
  expect(toMessageProperties(toPacketProperties(mqtt5))).toEqual(mqtt5);
});

test("a message without properties has none", () => {
  expect(toMessageProperties(undefined)).toBeUndefined();
  expect(toPacketProperties(undefined)).toBeUndefined();
});
