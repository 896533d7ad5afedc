import { afterEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/server/errors";
import { openStream } from "@/server/stream/open-stream";
import { StreamHub } from "@/server/stream/stream-hub";
import { createTestContext, ruleSnapshot, snapshot } from "../services/test-context";

function setUp() {
  const { runtime, runtimeDouble } = createTestContext();
  const hub = new StreamHub(runtime);
  const aborter = new AbortController();
  const open = (options: Partial<Parameters<typeof openStream>[0]> = {}) =>
    openStream({ hub, instanceIds: undefined, lastEventId: undefined, signal: aborter.signal, ...options });
  const tick = (received: number, tMs = received * 1_000) =>
    runtimeDouble.emit(
      snapshot(
        {
          one: ruleSnapshot("mqtt-a", { totals: { ...ruleSnapshot("mqtt-a").totals, received } }),
          two: ruleSnapshot("mqtt-b"),
        },
        tMs,
      ),
    );
  return { runtime, runtimeDouble, hub, aborter, open, tick };
}

/** Everything that can be read without waiting for more. */
async function readNow(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const part = await Promise.race([
      reader.read(),
      new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))),
    ]);
    if (part === undefined || part.done) {
      break;
    }
    text += decoder.decode(part.value);
  }
  reader.releaseLock();
  return text;
}

const idsOf = (text: string) => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id ?? "");

afterEach(() => {
  vi.useRealTimers();
});

describe("openStream", () => {
  it("leaves no listener after many opens and closes, by abort and by cancel", async () => {
    const { hub, open } = setUp();
    for (let i = 0; i < 200; i++) {
      const aborter = new AbortController();
      const stream = open({ signal: aborter.signal });
      expect(hub.listenerCount).toBe(1);
      if (i % 2 === 0) {
        aborter.abort();
        await stream.cancel();
      } else {
        await stream.cancel();
        aborter.abort();
      }
      expect(hub.listenerCount).toBe(0);
    }
    const aborted = new AbortController();
    aborted.abort();
    open({ signal: aborted.signal });
    expect(hub.listenerCount).toBe(0);
  });

  it("refuses one stream too many, with the time to come back", () => {
    const { open } = setUp();
    open({ streamsMax: 2 });
    open({ streamsMax: 2 });
    const third = () => open({ streamsMax: 2 });
    expect(third).toThrow(AppError);
    expect(third).toThrow(expect.objectContaining({ code: "TOO_MANY_STREAMS", status: 429, retryAfterSeconds: 10 }));
  });

  it("sends metrics of the instances asked for and no others", async () => {
    const { open, tick } = setUp();
    const stream = open({ instanceIds: new Set(["mqtt-a"]) });
    tick(5);
    const text = await readNow(stream);
    const data = JSON.parse(/event: metrics\ndata: (.+)/.exec(text)?.[1] ?? "");
    expect(data).toMatchObject({
      rules: { one: { received: 5, state: "running" } },
      instances: { "mqtt-a": { received: 5 } },
    });
    expect(text).not.toContain("mqtt-b");
  });

  it("resumes without a gap after the last event seen", async () => {
    const { open, tick } = setUp();
    const first = open();
    tick(1);
    const seen = idsOf(await readNow(first)).at(-1);
    await first.cancel();
    for (let i = 2; i <= 200; i++) {
      tick(i);
    }
    const text = await readNow(open({ lastEventId: seen }));
    expect(idsOf(text)).toHaveLength(199);
    expect(text).not.toContain("event: reset");
  });

  it("says reset when the last event is gone, or of another life", async () => {
    const { open, tick } = setUp();
    tick(1);
    expect(await readNow(open({ lastEventId: "feedface-1" }))).toContain("event: reset");
    expect(await readNow(open({ lastEventId: "nonsense" }))).toContain("event: reset");
  });

  it("drops the oldest metrics for a slow reader and never a status", async () => {
    const { open, tick, runtimeDouble } = setUp();
    const stream = open();
    tick(1);
    for (let i = 2; i <= 300; i++) {
      tick(i);
      if (i === 20) {
        const status = { type: "status", ruleId: "one", instanceId: "mqtt-a", state: "stalled", stateSinceMs: 20_000 };
        runtimeDouble.emit(status);
      }
    }
    const text = await readNow(stream);
    expect(text).toContain('"state":"stalled"');
    expect(text).toContain('"received":300');
    expect(idsOf(text).length).toBeLessThan(100);
  });

  it("tells that the runtime is gone", async () => {
    const { open, tick, runtimeDouble } = setUp();
    tick(1);
    const stream = open();
    runtimeDouble.goDown();
    expect(await readNow(stream)).toContain('"stateReason":"runtimeDown"');
  });

  it("beats while nothing happens and ends after its lifetime", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    const { hub, open } = setUp();
    const stream = open();
    vi.advanceTimersByTime(15_000);
    expect(await readNow(stream)).toContain(": heartbeat");
    vi.advanceTimersByTime(10 * 60_000);
    expect(hub.listenerCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
