import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RocketmqClient } from "@/server/rocketmq/client";
import { Destination, type DestinationState } from "@/server/rocketmq/destination";
import { RemotingError } from "@/server/rocketmq/remoting/errors";
import type { TopicRoute } from "@/server/rocketmq/remoting/route";

const address = "one:10911";
const requestTimeoutMs = 3_000;

/** A cluster of one broker that may freeze: it then answers nothing, and requests time out. */
function setup() {
  const counts = { routes: 0, probes: 0 };
  const cluster = { isFrozen: false };
  let disconnected: (address: string) => void = () => undefined;
  const client = {
    route: async () => {
      counts.routes += 1;
      const queueCounts = { readQueueCount: 1, writeQueueCount: 1, isReadable: true, isWritable: true };
      const broker = { brokerName: "one", clusterName: "c", masterAddress: address, addresses: [address] };
      const route: TopicRoute = { topic: "R", brokers: [{ ...broker, ...queueCounts }] };
      return route;
    },
    probe: async () => {
      counts.probes += 1;
      if (cluster.isFrozen) {
        await new Promise((resolve) => setTimeout(resolve, requestTimeoutMs));
        throw new RemotingError("timeout", "no answer", { address });
      }
    },
    onDisconnect: (listener: (address: string) => void) => {
      disconnected = listener;
      return () => undefined;
    },
  };
  const states: DestinationState["status"][] = [];
  const destination = new Destination(client as unknown as RocketmqClient, "R", ({ status }) => states.push(status));
  destination.open();
  return { counts, cluster, states, destination, disconnect: () => disconnected(address) };
}

describe("Destination", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  test("a broker that freezes while nothing is sent shows within 5 s, and so does its return", async () => {
    const { cluster, states, destination } = setup();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states).toEqual(["connected"]);
    cluster.isFrozen = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(states).toEqual(["connected", "failing"]);
    cluster.isFrozen = false;
    await vi.advanceTimersByTimeAsync(5_500);
    expect(states).toEqual(["connected", "failing", "connected"]);
    destination.close();
  });

  test("signs of life cost the name server nothing, and a broker that stores is not asked", async () => {
    const { counts, destination } = setup();
    await vi.advanceTimersByTimeAsync(100);
    for (let quarter = 0; quarter < 240; quarter += 1) {
      destination.noteStored("one");
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(counts.probes).toBe(1);
    expect(counts.routes).toBeLessThanOrEqual(3);
    destination.close();
  });

  test("a connection that ends is looked after at once", async () => {
    const { cluster, counts, states, disconnect, destination } = setup();
    await vi.advanceTimersByTimeAsync(100);
    const before = { ...counts };
    cluster.isFrozen = true;
    disconnect();
    await vi.advanceTimersByTimeAsync(500);
    expect(counts).toEqual({ routes: before.routes + 1, probes: before.probes + 1 });
    await vi.advanceTimersByTimeAsync(requestTimeoutMs);
    expect(states.at(-1)).toBe("failing");
    destination.close();
  });

  // A gRPC session tries again each second: each attempt put off the look that would have found the proxy gone.
  test("connections that keep ending do not put off the look that finds out why", async () => {
    const { cluster, states, disconnect, destination } = setup();
    await vi.advanceTimersByTimeAsync(100);
    cluster.isFrozen = true;
    for (let tenth = 0; tenth < 50; tenth += 1) {
      disconnect();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(states.at(-1)).toBe("failing");
    destination.close();
  });

  test("sends that keep failing do not put off the next look at the route", async () => {
    const { counts, destination } = setup();
    await vi.advanceTimersByTimeAsync(100);
    const before = counts.routes;
    for (let tenth = 0; tenth < 100; tenth += 1) {
      destination.noteFailure("one", { kind: "retry", code: "topicMissing", message: "The topic is gone." });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(counts.routes - before).toBeGreaterThanOrEqual(5);
    destination.close();
  });
});
