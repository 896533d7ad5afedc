import { type AddressInfo, createServer } from "node:net";
import { Aedes } from "aedes";
import { expect, onTestFinished, test } from "vitest";
import { startFaultProxy } from "@/tests/helpers/fault-proxy";
import { assertNoGaps, countDuplicates } from "@/tests/helpers/invariants";
import { readSequence, SequencePublisher, sha256 } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";

interface Seen {
  id: string;
  sha256: string;
  qos: number;
}

async function startBroker(): Promise<{ port: number; seen: Seen[]; hold: (isHeld: boolean) => void }> {
  const broker = await Aedes.createBroker({ concurrency: 1000 });
  const seen: Seen[] = [];
  let held: (() => void)[] | undefined;
  broker.authorizePublish = (_client, packet, done) => {
    const body = Buffer.from(packet.payload);
    seen.push({ id: `${packet.topic}#${readSequence(body)}`, sha256: sha256(body), qos: packet.qos });
    if (held === undefined) {
      done(null);
    } else {
      held.push(() => done(null));
    }
  };
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await new Promise<void>((resolve) => broker.close(() => resolve()));
    server.close();
  });
  const hold = (isHeld: boolean) => {
    const waiting = held ?? [];
    held = isHeld ? [] : undefined;
    for (const release of isHeld ? [] : waiting) {
      release();
    }
  };
  return { port: (server.address() as AddressInfo).port, seen, hold };
}

function publish(options: ConstructorParameters<typeof SequencePublisher>[0]): SequencePublisher {
  const publisher = new SequencePublisher(options);
  onTestFinished(() => publisher.close());
  return publisher;
}

test.each([1, 2] as const)("QoS %i: the broker gets exactly what the record says, byte for byte", async (qos) => {
  const { port, seen } = await startBroker();
  const publisher = publish({ port, parentTopic: "t", clients: 4, subtopics: 12, qos, messages: 400 });
  await publisher.done;
  expect(publisher.acknowledged.size).toBe(400);
  expect(publisher.acknowledgementMs).toHaveLength(400);
  const expected = [...publisher.sent.values()].map(({ id, sha256, qos }) => ({ id, sha256, qos }));
  const byId = (a: Seen, b: Seen) => a.id.localeCompare(b.id);
  expect([...seen].sort(byId)).toEqual(expected.sort(byId));
  expect(new Set(seen.map(({ id }) => id.slice(0, id.indexOf("#")))).size).toBe(12);
});

test("QoS 0: every message is sent once and none is recorded as acknowledged", async () => {
  const { port, seen } = await startBroker();
  const publisher = publish({ port, parentTopic: "t", qos: 0, messages: 50 });
  await publisher.done;
  await waitFor(() => seen.length === 50, { timeoutMs: 5_000 });
  expect(publisher.acknowledged.size).toBe(0);
});

test("what was not acknowledged before a cut is sent again and recorded once", async () => {
  const { port, seen, hold } = await startBroker();
  const proxy = await startFaultProxy({ port });
  onTestFinished(() => proxy.close());
  const publisher = publish({ port: proxy.port, parentTopic: "t", qos: 1, messages: 40, window: 20 });
  hold(true);
  await waitFor(() => publisher.unacknowledged === 20 && seen.length > 0, { timeoutMs: 5_000 });
  proxy.cut();
  await waitFor(() => publisher.reconnects === 1, { timeoutMs: 5_000 });
  hold(false);
  await publisher.done;
  expect(publisher.resent).toBe(20);
  expect(publisher.acknowledged.size).toBe(40);
  const ids = seen.map(({ id }) => id);
  assertNoGaps(publisher.acknowledged, ids);
  expect(countDuplicates(ids)).toBeGreaterThan(0);
});

test("a rate is kept over time and a full window is not made up for", async () => {
  const { port } = await startBroker();
  const startedAtMs = performance.now();
  const publisher = publish({ port, parentTopic: "t", qos: 1, messages: 60, ratePerSecond: 200 });
  await publisher.done;
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(290);
  expect(publisher.acknowledged.size).toBe(60);
});

test("stop waits for the acknowledgements that are out", async () => {
  const { port, hold } = await startBroker();
  const publisher = publish({ port, parentTopic: "t", qos: 1, window: 10 });
  hold(true);
  await waitFor(() => publisher.unacknowledged === 10, { timeoutMs: 5_000 });
  let hasStopped = false;
  const stopped = publisher.stop().then(() => {
    hasStopped = true;
  });
  expect(hasStopped).toBe(false);
  hold(false);
  await stopped;
  expect(publisher.unacknowledged).toBe(0);
});
