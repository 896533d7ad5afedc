import { describe, expect, it } from "vitest";
import type { DesiredRule } from "@/lib/rules/desired";
import type { FlowMessage } from "@/server/runtime/flow/contracts";
import type { SpooledChunk } from "@/server/runtime/flow/ports";
import type { RecordsStore } from "@/server/runtime/records/records-store";
import { decodeChunk, encodeChunk } from "@/server/runtime/spool/chunk-codec";
import type { TraceWrite } from "@/server/runtime/traces/message-passport";
import { RuleTracer } from "@/server/runtime/traces/rule-tracer";
import { TraceLog } from "@/server/runtime/traces/trace-log";
import { createHarness, failure, MemorySpool } from "../flow/harness";

const rule = {
  ruleId: "r1",
  mqtt: { instanceId: "mqtt-1" },
  rocketmq: { instanceId: "MQ_INST_1" },
  rocketmqTopic: "TopicB",
} as DesiredRule; // safe because a tracer reads nothing else of it

/** As the real disk: what is read back is made anew from bytes. */
class ByteSpool extends MemorySpool {
  override async read(lane: number, afterSequence: number): Promise<readonly SpooledChunk[]> {
    const chunks = await super.read(lane, afterSequence);
    return chunks.map(({ sequence, messages }) => ({
      sequence,
      messages: decodeChunk(new Uint8Array(encodeChunk(messages, 0)), 0),
    }));
  }
}

function setUp(messagesPerSecond = 5) {
  const calls: { messages: TraceWrite[]; minutes: unknown[] }[] = [];
  const records = {
    call: (method: string, params: (typeof calls)[number]) => {
      if (method === "addTraces") {
        calls.push(params);
      }
      return Promise.resolve({ ok: true, result: 0 });
    },
  };
  const log = new TraceLog({
    settings: { messagesPerSecond, rowsMax: 1_000, keptMs: 60_000 },
    records: records as unknown as RecordsStore, // safe because the log reads only this much of an answer
    onError: () => undefined,
  });
  const tracer = new RuleTracer(log, () => harness.scheduler.now());
  const harness = createHarness(undefined, new ByteSpool(), tracer);
  tracer.start(rule, 0);
  const written = async () => {
    await log.close();
    return calls.flatMap(({ messages }) => messages);
  };
  const rows = async () =>
    (await written()).map((write) => (write.kind === "insert" ? write.row : { ...write.changes, update: true }));
  return { ...harness, tracer, log, calls, rows };
}

describe("the passports of a rule", () => {
  it("go to the first messages of a burst, and then to so many a second", async () => {
    const h = setUp();
    for (let n = 0; n < 200; n += 1) {
      h.publish("a/1");
    }
    await h.scheduler.settle();
    h.tracer.tick(h.ledger.received, 0);
    for (let n = 0; n < 200; n += 1) {
      h.publish("a/1");
    }
    await h.scheduler.settle();
    h.tracer.tick(h.ledger.received, 0);
    expect(h.ledger.delivered).toBe(400);
    expect(await h.rows()).toHaveLength(55);
    expect(h.calls[0]?.minutes).toEqual([
      { kind: "message", instanceId: "mqtt-1", ruleId: "r1", minuteMs: 0, seen: 400, recorded: 55 },
    ]);
  });

  it("are given to no message where message trace is switched off", async () => {
    const h = setUp(0);
    h.publish("a/1");
    await h.scheduler.settle();
    expect(await h.rows()).toEqual([]);
  });

  it("name where RocketMQ stored the message, and when it left and arrived", async () => {
    const h = setUp();
    const storedAt = { messageId: "AC1100", brokerName: "broker-a", queueId: 3, queueOffset: 42 };
    h.sink.judge = () => ({ status: "delivered", storedAt });
    h.sink.isHolding = true;
    h.publish("a/1");
    await h.scheduler.advance(250);
    h.sink.release();
    await h.scheduler.settle();
    const [row] = await h.rows();
    expect(row).toMatchObject({
      ...{ instanceId: "mqtt-1", ruleId: "r1", mqttTopic: "a/1", clientId: null, qos: 1, payloadBytes: 1 },
      ...{ rocketmqInstanceId: "MQ_INST_1", rocketmqTopic: "TopicB", outcome: "delivered", retries: 0, cause: null },
      ...{ brokerName: "broker-a", queueId: 3, queueOffset: 42, brokerMessageId: "AC1100" },
      ...{ sentAfterMs: 0, spooledAfterMs: null, settledAfterMs: 250 },
    });
  });

  it("survive the disk: spooled first, delivered in the same row later", async () => {
    const h = setUp();
    h.sink.judge = () => ({ status: "retry", reason: failure });
    h.setConnected(false);
    h.publish("a/1");
    await h.scheduler.advance(2_000);
    expect(h.ledger.spooled).toBe(1);
    h.sink.judge = () => ({ status: "delivered" });
    h.setConnected(true);
    await h.scheduler.advance(2_000);
    expect(h.ledger).toMatchObject({ delivered: 1, spooled: 0 });
    expect(await h.rows()).toEqual([
      expect.objectContaining({ outcome: "spooled", settledAfterMs: null, spooledAfterMs: expect.any(Number) }),
      expect.objectContaining({ update: true, outcome: "delivered", sentAfterMs: 2_000, settledAfterMs: 2_000 }),
    ]);
  });

  it("say why a message became a dead letter", async () => {
    const h = setUp();
    h.sink.judge = () => ({ status: "rejected", reason: { ...failure, code: "invalid", message: "too large" } });
    h.publish("a/1");
    await h.scheduler.settle();
    expect(await h.rows()).toEqual([expect.objectContaining({ outcome: "deadLettered", cause: "invalid: too large" })]);
  });

  it("count the sends that failed", async () => {
    const h = setUp();
    let sends = 0;
    h.sink.judge = () => {
      sends += 1;
      return sends < 3 ? { status: "retry", reason: failure } : { status: "delivered" };
    };
    h.publish("a/1");
    await h.scheduler.advance(900);
    expect(await h.rows()).toEqual([expect.objectContaining({ outcome: "delivered", retries: 2 })]);
  });

  it("tell of a message that went back to its device, and of a QoS 0 message that was lost", async () => {
    const h = setUp();
    h.sink.isHolding = true;
    h.spool.isHolding = true;
    h.publish("a/1");
    h.publish("b/1", 0);
    const stopped = h.flow.stop(10);
    await h.scheduler.advance(5_000);
    await stopped;
    const outcomes = (await h.rows()).map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(["returned", "lost"]));
  });

  it("take the message's own ID out of its properties", () => {
    const h = setUp();
    const message = { properties: "topic\x01a/1\x02UNIQ_KEY\x01ABC123\x02", key: "a/1", body: Buffer.alloc(0) };
    const traced = { ...message, qos: 1, receivedAtMs: 0, receipt: undefined } as FlowMessage;
    h.tracer.begin(traced, "GID_a@@@1");
    traced.passport?.end("delivered");
    return expect(h.rows()).resolves.toEqual([expect.objectContaining({ messageId: "ABC123", clientId: "GID_a@@@1" })]);
  });
});
