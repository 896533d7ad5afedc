import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import type { FaultProxy } from "@/tests/helpers/fault-proxy";
import { type RocketmqFaultProxy, startRocketmqFaultProxy } from "@/tests/helpers/rocketmq-fault-proxy";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "./outbound";
import { StateWatch } from "./state-watch";

let app: ConsoleApp;
let proxy: RocketmqFaultProxy;

beforeAll(async () => {
  app = await startConsoleApp();
  proxy = await startRocketmqFaultProxy({ namesrvPort: app.ports.namesrv, brokerPort: app.ports.broker });
  // A broker answers nothing about itself in its first second: it has no statistics yet.
  const endpoint = { protocol: "remoting", nameServers: [proxy.nameServer] };
  const isWell = async () => (await app.api.call<{ ok: boolean }>("POST", "/rocketmq-instances/test", { endpoint })).ok;
  await waitFor(isWell, { timeoutMs: 30_000, what: "RocketMQ is reached through the proxy" });
});
afterAll(async () => {
  await app?.dispose();
  await proxy?.close();
});
beforeEach(() => proxy.broker.pass());

async function elapse(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

interface Fault {
  name: string;
  make: (broker: FaultProxy) => void;
  /** proves that it happened */
  proof: (broker: FaultProxy) => number;
  durationMs: number;
  /** the console must show something other than `running` within 5 s */
  isVisible: boolean;
}

const faults: Fault[] = [
  {
    name: "cut-repeatedly",
    make: (broker) => broker.cut(),
    proof: ({ counters }) => counters.cut,
    durationMs: 1_000,
    isVisible: false,
  },
  {
    name: "refused",
    make: (broker) => broker.refuse(),
    proof: ({ counters }) => counters.refused,
    durationMs: 8_000,
    isVisible: true,
  },
  {
    name: "black-hole-both",
    make: (broker) => broker.blackHole(),
    proof: ({ counters }) => counters.toServer.heldBytes,
    durationMs: 8_000,
    isVisible: true,
  },
  {
    name: "black-hole-replies",
    make: (broker) => broker.blackHole("toClient"),
    proof: ({ counters }) => counters.toClient.heldBytes,
    durationMs: 8_000,
    isVisible: true,
  },
  {
    name: "slow",
    make: (broker) => broker.slow({ latencyMs: 400 }),
    proof: ({ counters }) => counters.toServer.delayedBytes,
    durationMs: 5_000,
    isVisible: false,
  },
  {
    name: "truncated-request",
    make: (broker) => broker.truncateAfter(777, "toServer"),
    proof: ({ counters }) => counters.toServer.truncations,
    durationMs: 3_000,
    isVisible: false,
  },
  {
    name: "truncated-reply",
    make: (broker) => broker.truncateAfter(77, "toClient"),
    proof: ({ counters }) => counters.toClient.truncations,
    durationMs: 3_000,
    isVisible: false,
  },
];

test.each(faults)("the way to RocketMQ $name under load: none lost, order kept, publishers go on", async (fault) => {
  const rule = await prepareOutbound(app, { topic: `net-${fault.name}`, nameServer: proxy.nameServer });
  expect(proxy.rewrittenRoutes).toBeGreaterThan(0);
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 10,
    subtopics: 40,
    qos: 1,
    ratePerSecond: 1_000,
  });
  onTestFinished(() => publisher.close());
  const watch = new StateWatch(app, rule.ruleId);
  await waitFor(() => publisher.acknowledged.size > 500, { timeoutMs: 20_000 });
  const proofBefore = fault.proof(proxy.broker);
  for (let round = 0; round < 3; round++) {
    const acknowledgedBefore = publisher.acknowledged.size;
    const beganAtMs = performance.now();
    fault.make(proxy.broker);
    await elapse(fault.durationMs);
    proxy.broker.pass();
    expect(publisher.acknowledged.size - acknowledgedBefore).toBeGreaterThan(fault.durationMs / 4);
    if (fault.isVisible) {
      expect(watch.msUntilNotRunning(beganAtMs)).toBeLessThan(5_000);
      await waitForState(rule, "running", 60_000);
    }
  }
  expect(fault.proof(proxy.broker)).toBeGreaterThan(proofBefore);
  await publisher.stop();
  await waitUntilDrained(rule, 60_000);
  await waitForState(rule, "running", 30_000);
  await watch.stop();
  expect(await verifyDelivery(publisher, app.nameServer, rule.topic)).toMatchObject({ lost: 0, outOfOrder: 0 });
});
