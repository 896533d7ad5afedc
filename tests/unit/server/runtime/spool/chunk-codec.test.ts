import { expect, it } from "vitest";
import type { FlowMessage } from "@/server/runtime/flow/contracts";
import { decodeChunk, encodeChunk } from "@/server/runtime/spool/chunk-codec";

const passport = { noteStored() {}, noteRetried() {}, noteRejected() {}, end() {} };

function message(qos: 0 | 1 | 2, isTraced: boolean): FlowMessage {
  return {
    key: "a/ü",
    body: Buffer.from([0, 1, 255]),
    properties: "topic\x01a/ü\x02",
    qos,
    receivedAtMs: 12.5,
    receipt: undefined,
    passport: isTraced ? passport : undefined,
  };
}

it("brings messages back byte for byte, each with its QoS and with the mark of its passport", () => {
  const messages = [message(0, false), message(1, true), message(2, true), message(1, false)];
  const decoded = decodeChunk(new Uint8Array(encodeChunk(messages, 1_000)), 1_000);
  expect(decoded.map(({ qos, isTraced }) => [qos, isTraced])).toEqual([
    [0, undefined],
    [1, true],
    [2, true],
    [1, undefined],
  ]);
  for (const { key, body, properties, receivedAtMs } of decoded) {
    expect({ key, properties, receivedAtMs }).toEqual({
      key: "a/ü",
      properties: "topic\x01a/ü\x02",
      receivedAtMs: 12.5,
    });
    expect([...body]).toEqual([0, 1, 255]);
  }
});
