import { describe, expect, onTestFinished, test } from "vitest";
import { ClientPool } from "@/server/rocketmq/client-pool";
import { RemotingSink } from "@/server/runtime/sinks/remoting-sink";
import { waitFor } from "@/tests/helpers/wait-for";
import { ScriptedDestination } from "./scripted-destination";
import { describeSinkContract, flowMessage } from "./sink-contract";

const requestTimeoutMs = 200;

function openPool(): ClientPool {
  return new ClientPool({ requestTimeoutMs });
}

describeSinkContract("Remoting", async () => {
  const destination = new ScriptedDestination();
  await destination.server.listen();
  const sink = new RemotingSink({ target: destination.target, topic: "T", pool: openPool(), requestTimeoutMs });
  return {
    sink,
    storedByQueue: () => destination.stored,
    fallSilent: () => {
      destination.mood = "silent";
    },
    becomeBusy: () => {
      destination.mood = "busy";
    },
    dropTopic: () => {
      destination.mood = "topicless";
    },
    refuseBody: (body) => {
      destination.refusedBody = body;
    },
    disconnect: () => destination.server.disconnectAll(),
    recover: () => {
      destination.mood = "well";
    },
    openConnections: () => destination.server.openSockets,
    dispose: async () => {
      await sink.close();
      await destination.server.close();
    },
  };
});

async function openSink(changes: { requireReplica?: boolean } = {}, destination = new ScriptedDestination()) {
  await destination.server.listen();
  onTestFinished(() => destination.server.close());
  const pool = openPool();
  const target = { ...destination.target, ...changes };
  const sink = new RemotingSink({ target, topic: "T", pool, requestTimeoutMs });
  onTestFinished(() => sink.close());
  sink.open({ onState: () => {} });
  await waitFor(() => sink.state.status === "connected");
  return { sink, destination, pool, target };
}

const batch = (count: number) => Array.from({ length: count }, (_, index) => flowMessage(`m${index}`));
const bodies = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);

describe("the Remoting sink", () => {
  test("sends one by one, in order, once the broker has refused a batch for being one, and says so", async () => {
    const { sink, destination } = await openSink();
    destination.isBatchTaken = false;
    const outcomes = await sink.send(0, batch(5), false);
    expect(outcomes.every(({ status }) => status === "delivered")).toBe(true);
    await sink.send(0, batch(5), false);
    expect([...destination.stored.values()]).toEqual([[...bodies(5), ...bodies(5)]]);
    expect(destination.server.requestsOf(320)).toHaveLength(1);
    expect(sink.state).toMatchObject({ status: "connected", warning: expect.stringContaining("one by one") });
  });

  test("one by one, nothing is sent after the first that failed", async () => {
    const { sink, destination } = await openSink();
    destination.isBatchTaken = false;
    await sink.send(0, batch(2), false);
    destination.mood = "busy";
    const before = destination.server.requestsOf(310).length;
    const outcomes = await sink.send(0, batch(4), false);
    expect(outcomes.every(({ status }) => status === "retry")).toBe(true);
    expect(destination.server.requestsOf(310)).toHaveLength(before + 1);
  });

  test.each([
    [10, "FLUSH_DISK_TIMEOUT"],
    [11, "SLAVE_NOT_AVAILABLE"],
    [12, "FLUSH_SLAVE_TIMEOUT"],
  ])("code %i counts as delivered with the warning %s, unless a replica is required", async (code, warning) => {
    const { sink, destination } = await openSink();
    destination.storeCode = code;
    expect(await sink.send(0, batch(2), false)).toMatchObject([
      { status: "delivered", warning },
      { status: "delivered", warning },
    ]);
    const strict = await openSink({ requireReplica: true });
    strict.destination.storeCode = code;
    expect(await strict.sink.send(0, batch(1), false)).toMatchObject([{ status: "retry", afterMs: 5_000 }]);
  });

  test("says where each message was stored", async () => {
    const { sink } = await openSink();
    await sink.send(1, batch(2), false);
    const [first, second] = await sink.send(1, batch(2), false);
    expect(first).toMatchObject({ storedAt: { brokerName: "scripted", queueId: 1, queueOffset: 2 } });
    expect(second).toMatchObject({ storedAt: { queueOffset: 3, messageId: "3".padStart(32, "0") } });
  });

  test("sinks of one target share connections; the last one closes them", async () => {
    const { sink, destination, pool, target } = await openSink();
    const other = new RemotingSink({ target, topic: "T2", pool, requestTimeoutMs });
    onTestFinished(() => other.close());
    other.open({ onState: () => {} });
    await waitFor(() => other.state.status === "connected");
    expect(pool.size).toBe(1);
    expect(destination.server.connectionCount).toBe(1);
    await sink.close();
    expect((await other.send(0, batch(1), false))[0]?.status).toBe("delivered");
    await other.close();
    expect(pool.size).toBe(0);
    await waitFor(() => destination.server.openSockets === 0);
  });

  test("opened before the server is there, it says unreachable and connects once it is", async () => {
    const placeholder = new ScriptedDestination();
    await placeholder.server.listen();
    const port = Number(placeholder.server.address.split(":")[1]);
    const { target } = placeholder;
    await placeholder.server.close();
    const sink = new RemotingSink({ target, topic: "T", pool: openPool(), requestTimeoutMs });
    onTestFinished(() => sink.close());
    sink.open({ onState: () => {} });
    await waitFor(() => sink.state.status === "failing");
    expect(sink.state).toMatchObject({ reason: { code: "sinkUnreachable" } });
    const destination = new ScriptedDestination();
    await destination.server.listen(port);
    onTestFinished(() => destination.server.close());
    await waitFor(() => sink.state.status === "connected");
  });

  test("garbage from the broker means retry", async () => {
    const { sink, destination } = await openSink();
    destination.server.play((request) =>
      request.code === 320
        ? { kind: "garbage", bytes: Buffer.from("\u0000nonsense") }
        : destination.server.standardReply(request),
    );
    expect(await sink.send(0, batch(2), false)).toMatchObject([
      { status: "retry", reason: { code: "sinkUnreachable" } },
      { status: "retry" },
    ]);
  });
});
