import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveHub } from "@/components/live/live-hub";
import type { StreamConnectionOptions } from "@/components/live/stream-connection";
import type { TabMessage } from "@/components/live/tab-messages";

/** A browser: one lock and one broadcast channel over all its tabs. */
function createBrowser() {
  const ports = new Set<{ onmessage: ((event: MessageEvent<TabMessage>) => void) | null }>();
  const queue: (() => Promise<unknown>)[] = [];
  let isHeld = false;
  const next = (): void => {
    const run = isHeld ? undefined : queue.shift();
    if (run !== undefined) {
      isHeld = true;
      void run().finally(() => {
        isHeld = false;
        next();
      });
    }
  };
  const locks = {
    request: (_name: string, _options: unknown, callback: () => Promise<unknown> | undefined) =>
      new Promise((resolve) => {
        queue.push(async () => resolve(await callback()));
        next();
      }),
  } as unknown as LockManager;
  const streams: (StreamConnectionOptions & { isOpen: boolean })[] = [];
  const openTab = (tabId: string) => {
    const hub = new LiveHub({
      tabId,
      locks,
      openChannel: () => {
        const port = {
          onmessage: null as ((event: MessageEvent<TabMessage>) => void) | null,
          postMessage: (data: TabMessage) => {
            for (const other of ports) {
              if (other !== port) {
                other.onmessage?.({ data } as MessageEvent<TabMessage>);
              }
            }
          },
          close: () => {
            ports.delete(port);
          },
        };
        ports.add(port);
        return port;
      },
      openConnection: (options) => {
        const stream = { ...options, isOpen: true };
        streams.push(stream);
        return {
          close: () => {
            stream.isOpen = false;
          },
          lastEventId: () => undefined,
        };
      },
    });
    hub.start();
    return hub;
  };
  return { openTab, streams, open: () => streams.filter((stream) => stream.isOpen) };
}

const metrics = (t: string, received: number) => ({
  event: "metrics",
  id: t,
  data: JSON.stringify({
    t,
    rules: { "rule-1": { received, delivered: received, backlog: 0, p50Ms: 1, p99Ms: 1, errors: 0, state: "running" } },
    instances: {},
  }),
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("live hub", () => {
  it("holds one stream for all tabs of a browser, for the union of what they want", async () => {
    const browser = createBrowser();
    const first = browser.openTab("a");
    const second = browser.openTab("b");
    first.retain("mqtt-1");
    second.retain("mqtt-2");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(browser.open().map((stream) => stream.url)).toEqual(["/api/v1/stream?instances=mqtt-1,mqtt-2"]);
    browser.open()[0]?.onEvent(metrics("2026-01-01T00:00:00Z", 5));
    expect(first.store.rule("rule-1")?.latest?.received).toBe(5);
    expect(second.store.rule("rule-1")?.latest?.received).toBe(5);
  });

  it("passes leadership on and resumes after the last event seen", async () => {
    const browser = createBrowser();
    const first = browser.openTab("a");
    const second = browser.openTab("b");
    first.retain("mqtt-1");
    second.retain("mqtt-1");
    await vi.advanceTimersByTimeAsync(1_000);
    browser.open()[0]?.onEvent(metrics("2026-01-01T00:00:00Z", 5));
    first.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(browser.open()).toHaveLength(1);
    expect(browser.open()[0]?.lastEventId).toBe("2026-01-01T00:00:00Z");
    expect(second.state.kind).not.toBe("offline");
  });

  it("closes the stream when the last part that wanted it is gone, and counts parts of one page once", async () => {
    const browser = createBrowser();
    const hub = browser.openTab("a");
    const releaseChart = hub.retain("mqtt-1");
    const releaseTable = hub.retain("mqtt-1");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(browser.streams).toHaveLength(1);
    releaseChart();
    releaseChart();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(browser.open()).toHaveLength(1);
    releaseTable();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(browser.open()).toHaveLength(0);
    expect(hub.state.kind).toBe("idle");
  });

  it("tells followers the state of the leader's stream", async () => {
    const browser = createBrowser();
    const first = browser.openTab("a");
    const second = browser.openTab("b");
    first.retain("mqtt-1");
    second.retain("mqtt-1");
    await vi.advanceTimersByTimeAsync(1_000);
    browser.open()[0]?.onState({ kind: "reconnecting", retryAtMs: 7 });
    expect(second.state).toEqual({ kind: "reconnecting", retryAtMs: 7 });
  });
});
