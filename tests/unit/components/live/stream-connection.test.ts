import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveState } from "@/components/live/live-state";
import { openStreamConnection } from "@/components/live/stream-connection";

interface Call {
  headers: Record<string, string>;
  send: (text: string) => void;
  end: () => void;
}

function scriptedServer(refuse: (call: number) => Response | undefined = () => undefined) {
  const calls: Call[] = [];
  const fetch = (async (_url: string, init: RequestInit) => {
    const answer = refuse(calls.length);
    let sender: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        sender = controller;
      },
    });
    calls.push({
      headers: init.headers as Record<string, string>,
      send: (text) => sender?.enqueue(new TextEncoder().encode(text)),
      end: () => sender?.close(),
    });
    return answer ?? new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8" } });
  }) as unknown as typeof globalThis.fetch;
  return { calls, fetch };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("stream connection", () => {
  it("resumes after the last event seen and reports live only once bytes come", async () => {
    const server = scriptedServer();
    const states: LiveState["kind"][] = [];
    const events: string[] = [];
    const connection = openStreamConnection({
      url: "/stream",
      onEvent: (event) => events.push(event.data),
      onState: (state) => states.push(state.kind),
      fetch: server.fetch,
      random: () => 0,
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(states).toEqual(["connecting"]);
    server.calls[0]?.send("id: 41\nevent: metrics\ndata: a\n\n");
    await vi.advanceTimersByTimeAsync(10);
    expect([states, events]).toEqual([["connecting", "live"], ["a"]]);
    server.calls[0]?.end();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.calls[1]?.headers["last-event-id"]).toBe("41");
    connection.close();
  });

  it("says that it polls after three failures, and keeps trying", async () => {
    const server = scriptedServer(() => new Response("no", { status: 503 }));
    const states: LiveState["kind"][] = [];
    const connection = openStreamConnection({
      url: "/stream",
      onEvent: () => undefined,
      onState: (state) => states.push(state.kind),
      fetch: server.fetch,
      random: () => 1,
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.slice(0, 6)).toEqual([
      "connecting",
      "reconnecting",
      "connecting",
      "reconnecting",
      "connecting",
      "polling",
    ]);
    expect(states.slice(6).every((kind) => kind === "polling")).toBe(true);
    expect(server.calls.length).toBeGreaterThan(4);
    connection.close();
    const callsAtClose = server.calls.length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(server.calls.length).toBe(callsAtClose);
  });

  it("waits as long as the server's Retry-After asks", async () => {
    const server = scriptedServer(() => new Response("", { status: 429, headers: { "retry-after": "20" } }));
    const connection = openStreamConnection({
      url: "/stream",
      onEvent: () => undefined,
      onState: () => undefined,
      fetch: server.fetch,
      random: () => 0,
    });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(server.calls.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(server.calls.length).toBe(2);
    connection.close();
  });

  it("forgets its place after a reset", async () => {
    const server = scriptedServer();
    const connection = openStreamConnection({
      url: "/stream",
      lastEventId: "9",
      onEvent: () => undefined,
      onState: () => undefined,
      fetch: server.fetch,
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(server.calls[0]?.headers["last-event-id"]).toBe("9");
    server.calls[0]?.send("event: reset\ndata: {}\n\n");
    await vi.advanceTimersByTimeAsync(10);
    expect(connection.lastEventId()).toBeUndefined();
    connection.close();
  });
});
