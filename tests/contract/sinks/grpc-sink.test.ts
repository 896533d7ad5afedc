import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import { describe, expect, onTestFinished, test } from "vitest";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { GrpcClientPool } from "@/server/rocketmq/grpc/grpc-client-pool";
import { GrpcSink } from "@/server/runtime/sinks/grpc-sink";
import { startFaultProxy } from "@/tests/helpers/fault-proxy";
import { ScriptedProxy } from "@/tests/helpers/scripted-proxy";
import { waitFor } from "@/tests/helpers/wait-for";
import { describeSinkContract, flowMessage } from "./sink-contract";

const { Code, MessageType } = definition;
// Client and proxy share this process: a busy machine must not look like a silent proxy.
const requestTimeoutMs = 1_000;

function targetOf(
  port: number,
  ordering: "ordered" | "unordered",
  changes: Partial<RocketmqTarget> = {},
): RocketmqTarget {
  return {
    instanceId: "scripted",
    series: "5.0",
    endpoint: { protocol: "grpc", endpoints: `127.0.0.1:${port}`, ordering },
    namespace: undefined,
    accessKey: undefined,
    secretKey: undefined,
    securityToken: undefined,
    tls: undefined,
    requireReplica: false,
    ...changes,
  };
}

async function openFixture(ordering: "ordered" | "unordered") {
  const proxy = new ScriptedProxy();
  if (ordering === "unordered") {
    // One queue, so that the order which the contract asks for does not hang on the proxy's choice.
    Object.assign(proxy, { queueCount: 1, topicTypes: [MessageType.NORMAL] });
  }
  await proxy.listen();
  const wire = await startFaultProxy({ port: proxy.port });
  proxy.advertisedPort = wire.port;
  const pool = new GrpcClientPool({ requestTimeoutMs });
  const sink = new GrpcSink({ target: targetOf(wire.port, ordering), topic: "T", pool, requestTimeoutMs });
  const well = proxy.answer;
  return {
    sink,
    storedByQueue: () => proxy.stored,
    fallSilent: () => {
      proxy.answer = () => undefined;
    },
    becomeBusy: () => {
      proxy.answer = (kind) => (kind === "send" ? { code: Code.TOO_MANY_REQUESTS } : { code: Code.OK });
    },
    dropTopic: () => {
      proxy.answer = (kind) =>
        kind === "send"
          ? { code: Code.MESSAGE_PROPERTY_CONFLICT_WITH_TYPE, message: untyped }
          : { code: kind === "route" ? Code.TOPIC_NOT_FOUND : Code.OK };
    },
    refuseBody: (body: string) => {
      proxy.answer = (_, messages) =>
        messages.some((message) => Buffer.from(message.getBody_asU8()).toString() === body)
          ? { code: Code.MESSAGE_BODY_TOO_LARGE, message: "message body cannot exceed the max" }
          : { code: Code.OK };
    },
    disconnect: () => wire.cut(),
    recover: () => {
      proxy.answer = well;
    },
    openConnections: () => wire.openConnections,
    dispose: async () => {
      await sink.close();
      await wire.close();
      proxy.close();
    },
  };
}

/** What a proxy of 5.5.0 says to a message for a topic that no broker has. */
const untyped = "TopicMessageType validate failed, the expected type is UNSPECIFIED, but actual type is NORMAL";

describeSinkContract("gRPC, ordered", () => openFixture("ordered"));
describeSinkContract("gRPC, unordered", () => openFixture("unordered"));

async function openSink(
  ordering: "ordered" | "unordered",
  { topicTypes = [MessageType.FIFO] as number[], ...changes }: Partial<RocketmqTarget> & { topicTypes?: number[] } = {},
) {
  const proxy = new ScriptedProxy();
  proxy.topicTypes = topicTypes;
  await proxy.listen();
  onTestFinished(() => proxy.close());
  const target = targetOf(proxy.port, ordering, changes);
  const sink = new GrpcSink({ target, topic: "T", pool: new GrpcClientPool({ requestTimeoutMs }), requestTimeoutMs });
  onTestFinished(() => sink.close());
  sink.open({ onState: () => {} });
  await waitFor(() => sink.state.status !== "connecting");
  return { sink, proxy };
}

const batch = (count: number) => Array.from({ length: count }, (_, index) => flowMessage(`m${index}`));

describe("the gRPC sink", () => {
  test("in order: one message a request, each lane in a group of its own", async () => {
    const { sink, proxy } = await openSink("ordered");
    await sink.send(3, batch(2), false);
    await sink.send(4, batch(1), false);
    const groups = proxy.requests.map((request) =>
      request.getMessagesList().map((message) => message.getSystemProperties()?.getMessageGroup()),
    );
    expect(groups).toEqual([["lane-3"], ["lane-3"], ["lane-4"]]);
    expect(sink.state).not.toHaveProperty("warning");
  });

  test("in order: the topics of a lane travel at once, the messages of a topic one after the other", async () => {
    const { sink, proxy } = await openSink("ordered");
    const held = proxy.answer;
    proxy.answer = () => undefined;
    const messages = ["a1", "a2", "b1", "c1", "b2"].map((text) => flowMessage(text, { key: `parent/${text[0]}` }));
    const sending = sink.send(3, messages, false);
    const bodies = () =>
      proxy.requests.flatMap((request) =>
        request.getMessagesList().map((message) => Buffer.from(message.getBody_asU8()).toString()),
      );
    await waitFor(() => bodies().length === 3, { what: "the first message of each topic is under way" });
    expect(bodies()).toEqual(["a1", "b1", "c1"]);
    // Nobody answers these: nothing behind them may be sent, or it could be stored before them.
    expect(await sending).toMatchObject(messages.map(() => ({ status: "retry" })));
    expect(bodies()).toEqual(["a1", "b1", "c1"]);
    proxy.answer = held;
    await waitFor(() => sink.state.status === "connected");
    expect(await sink.send(3, messages, false)).toMatchObject(messages.map(() => ({ status: "delivered" })));
    const stored = bodies().slice(3);
    expect(stored.filter((body) => body.startsWith("a"))).toEqual(["a1", "a2"]);
    expect(stored.filter((body) => body.startsWith("b"))).toEqual(["b1", "b2"]);
  });

  test("in order: a topic whose message fails waits; its neighbours are stored", async () => {
    const { sink, proxy } = await openSink("ordered");
    proxy.answer = (_, [message]) =>
      Buffer.from(message?.getBody_asU8() ?? "").toString() === "a1"
        ? { code: Code.TOO_MANY_REQUESTS }
        : { code: Code.OK };
    const messages = ["a1", "b1", "a2", "b2"].map((text) => flowMessage(text, { key: `parent/${text[0]}` }));
    const outcomes = await sink.send(3, messages, false);
    expect(outcomes.map(({ status }) => status)).toEqual(["retry", "delivered", "retry", "delivered"]);
    expect([...proxy.stored.values()]).toEqual([["b1", "b2"]]);
  });

  test("in order on a topic that is not FIFO: says that order is not kept", async () => {
    const { sink, proxy } = await openSink("ordered", { topicTypes: [MessageType.NORMAL] });
    expect(sink.state).toMatchObject({ status: "connected", warning: expect.stringContaining("Order is not kept") });
    expect(await sink.send(3, batch(1), false)).toMatchObject([{ status: "delivered" }]);
    expect(proxy.requests[0]?.getMessagesList()[0]?.getSystemProperties()?.getMessageGroup()).toBe("");
  });

  test("without order: a batch a request, whose one entry speaks for every message", async () => {
    const { sink, proxy } = await openSink("unordered", { topicTypes: [MessageType.NORMAL] });
    const outcomes = await sink.send(0, batch(50), false);
    expect(outcomes.filter(({ status }) => status === "delivered")).toHaveLength(50);
    expect(proxy.requests.map((request) => request.getMessagesList().length)).toEqual([50]);
  });

  test("a topic for delayed messages or transactions alone is named, and nothing is sent to it", async () => {
    const { sink, proxy } = await openSink("ordered", { topicTypes: [MessageType.DELAY] });
    expect(sink.state).toMatchObject({ status: "failing", reason: { code: "invalid" } });
    expect(await sink.send(0, batch(1), false)).toMatchObject([{ status: "retry" }]);
    expect(proxy.requests).toHaveLength(0);
  });

  test.each([
    [Code.MASTER_PERSISTENCE_TIMEOUT, "FLUSH_DISK_TIMEOUT"],
    [Code.SLAVE_PERSISTENCE_TIMEOUT, "FLUSH_SLAVE_TIMEOUT"],
    [Code.HA_NOT_AVAILABLE, "SLAVE_NOT_AVAILABLE"],
  ])("code %i counts as delivered with the warning %s, unless a replica is required", async (code, warning) => {
    const { sink, proxy } = await openSink("unordered");
    proxy.answer = () => ({ code });
    expect(await sink.send(0, batch(2), false)).toMatchObject([{ status: "delivered", warning }, { warning }]);
    const strict = await openSink("unordered", { requireReplica: true });
    strict.proxy.answer = () => ({ code });
    expect(await strict.sink.send(0, batch(1), false)).toMatchObject([{ status: "retry", afterMs: 5_000 }]);
  });

  test("the message's own ID goes along, so that one sent again has the same", async () => {
    const { sink, proxy } = await openSink("ordered");
    const properties = "UNIQ_KEY\u0001ABC\u0002topic\u0001a/b\u0002contentType\u0001x\ny\u0002";
    await sink.send(0, [flowMessage("m", { properties })], false);
    const [message] = proxy.requests[0]?.getMessagesList() ?? [];
    expect(message?.getSystemProperties()?.getMessageId()).toBe("ABC");
    expect(message?.getUserPropertiesMap().toObject(false, false)).toEqual([
      ["contentType", "x%0Ay"],
      ["sluiceEscaped", "contentType"],
      ["topic", "a/b"],
    ]);
  });

  test("keys that are not accepted are told, and used again once they are", async () => {
    const { sink, proxy } = await openSink("ordered");
    const well = proxy.answer;
    proxy.answer = () => ({ code: Code.UNAUTHORIZED, message: "signature not match" });
    expect(await sink.send(0, batch(1), false)).toMatchObject([{ status: "retry", reason: { code: "accessDenied" } }]);
    await waitFor(() => sink.state.status === "failing");
    expect(sink.state).toMatchObject({ reason: { code: "accessDenied" } });
    proxy.answer = well;
    expect(await sink.send(0, batch(1), false)).toMatchObject([{ status: "delivered" }]);
    await waitFor(() => sink.state.status === "connected");
  });
});
