import { afterEach, describe, expect, it, vi } from "vitest";
import { RuntimeClient } from "@/server/protocol/client";
import { RuntimeDouble, ruleSnapshot, snapshot } from "../services/test-context";

const request = { method: "backlog", params: { ruleId: "r" } } as const;

afterEach(() => {
  vi.useRealTimers();
});

describe("RuntimeClient", () => {
  it("gives each request its own answer", async () => {
    const channel = new RuntimeDouble();
    const client = new RuntimeClient(channel);
    let n = 0;
    channel.answer = () => ++n;
    expect(await Promise.all([client.request(request), client.request(request)])).toEqual([1, 2]);
    expect(client.pendingCount).toBe(0);
  });

  it("rejects what is pending when the runtime goes down", async () => {
    const channel = new RuntimeDouble();
    const client = new RuntimeClient(channel);
    const answer = client.request(request);
    channel.goDown();
    await expect(answer).rejects.toMatchObject({ kind: "down" });
    await expect(client.request(request)).rejects.toMatchObject({ kind: "down" });
    expect(client.pendingCount).toBe(0);
  });

  it("does not wait longer than its timeout", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const channel = new RuntimeDouble();
    const client = new RuntimeClient(channel);
    channel.send = () => true;
    const answer = client.request(request, { timeoutMs: 50 });
    const failed = expect(answer).rejects.toMatchObject({ kind: "timeout" });
    vi.advanceTimersByTime(50);
    await failed;
    expect(vi.getTimerCount()).toBe(0);
  });

  it("passes on a refusal as plain data", async () => {
    const channel = new RuntimeDouble();
    const client = new RuntimeClient(channel);
    channel.send = (value) => {
      const { id } = value as { id: number };
      queueMicrotask(() => channel.emit({ type: "response", id, ok: false, error: { code: "nope", message: "no" } }));
      return true;
    };
    await expect(client.request(request)).rejects.toMatchObject({ kind: "refused", code: "nope" });
  });

  it("drops what it does not know and keeps the newest state of a rule", () => {
    const channel = new RuntimeDouble();
    const client = new RuntimeClient(channel);
    channel.emit({ type: "from-the-future" });
    channel.emit("noise");
    channel.emit(snapshot({ r: ruleSnapshot("i", { stateSinceMs: 10 }) }));
    channel.emit({ type: "status", ruleId: "r", instanceId: "i", state: "stalled", stateSinceMs: 20 });
    channel.emit({ type: "status", ruleId: "r", instanceId: "i", state: "running", stateSinceMs: 5 });
    expect(client.latest?.rules["r"]?.state).toBe("stalled");
  });

  it("leaves no listener on the channel", () => {
    const channel = new RuntimeDouble();
    const client = new RuntimeClient(channel);
    client.close();
    expect(channel.listenerCount).toBe(0);
  });
});
