import { describe, expect, it } from "vitest";
import { prepareTimeline } from "@/components/traces/prepare-timeline";
import type { MessageTrace } from "@/lib/traces/schemas";

const trace: MessageTrace = {
  messageId: "M1",
  ruleId: "r1",
  mqttTopic: "TopicA/x",
  clientId: "GID_a@@@1",
  qos: 1,
  payloadBytes: 3,
  receivedAt: "2026-11-01T00:00:00.000Z",
  outcome: "delivered",
  sentAfterMs: 0.5,
  spooledAfterMs: null,
  settledAfterMs: 2,
  retries: 0,
  cause: null,
  rocketmqInstanceId: "MQ_INST_1",
  rocketmqTopic: "TopicB",
  brokerName: "broker-a",
  queueId: 1,
  queueOffset: 7,
  brokerMessageId: "AC",
};
const kindsOf = (changes: Partial<MessageTrace>) => prepareTimeline({ ...trace, ...changes }).map(({ kind }) => kind);

describe("the timeline of a message", () => {
  it("says how long each hop took, and acknowledges only what is safe", () => {
    const at = Date.parse(trace.receivedAt);
    expect(prepareTimeline(trace)).toEqual([
      { kind: "published", atMs: at, sinceLastMs: null },
      { kind: "sent", atMs: at + 0.5, sinceLastMs: 0.5 },
      { kind: "stored", atMs: at + 2, sinceLastMs: 1.5 },
      { kind: "acknowledged", atMs: at + 2, sinceLastMs: 0 },
    ]);
  });

  it("acknowledges a spooled message when it is on disk, long before RocketMQ has it", () => {
    expect(kindsOf({ spooledAfterMs: 1_000, sentAfterMs: 60_000, settledAfterMs: 60_002 })).toEqual([
      "published",
      "spooled",
      "acknowledged",
      "sent",
      "stored",
    ]);
  });

  it("shows that a message on disk is still on its way", () => {
    const hops = prepareTimeline({
      ...trace,
      ...{ outcome: "spooled", sentAfterMs: null, spooledAfterMs: 1_000, settledAfterMs: null },
    });
    expect(hops.at(-1)).toEqual({ kind: "waiting", atMs: null, sinceLastMs: null });
    expect(hops.map(({ kind }) => kind)).not.toContain("stored");
  });

  it("never shows an acknowledgement of QoS 0, of what was handed back or lost", () => {
    expect(kindsOf({ qos: 0 })).toEqual(["published", "sent", "stored"]);
    expect(kindsOf({ outcome: "returned", sentAfterMs: null })).toEqual(["published", "returned"]);
    expect(kindsOf({ outcome: "lost", qos: 0, sentAfterMs: null })).toEqual(["published", "lost"]);
    expect(kindsOf({ outcome: "deadLettered", sentAfterMs: null })).toEqual([
      "published",
      "deadLettered",
      "acknowledged",
    ]);
  });
});
