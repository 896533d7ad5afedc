import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { defaultKeepAliveTiming, KeepAlive } from "@/server/mqtt/keep-alive";

const timing = { idlePingMs: 2_000, suspectMs: 3_000, deadMs: 10_000, keepAliveSeconds: 60 };

function start(options = timing) {
  const log: string[] = [];
  const keepAlive = new KeepAlive(options, {
    sendPing: () => log.push("ping"),
    onSuspect: (isSuspect) => log.push(isSuspect ? "suspect" : "well"),
    onDead: () => log.push("dead"),
  });
  keepAlive.start();
  return { keepAlive, log };
}

describe("KeepAlive", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("asks an idle broker, then suspects it, then gives it up", () => {
    const { log } = start();
    vi.advanceTimersByTime(2_500);
    expect(log).toEqual(["ping"]);
    vi.advanceTimersByTime(3_500);
    expect(log).toEqual(["ping", "suspect"]);
    vi.advanceTimersByTime(7_000);
    expect(log).toEqual(["ping", "suspect", "dead"]);
    vi.advanceTimersByTime(60_000);
    expect(log).toEqual(["ping", "suspect", "dead"]);
  });

  test("takes the suspicion back when the broker answers", () => {
    const { keepAlive, log } = start();
    vi.advanceTimersByTime(6_000);
    keepAlive.heard();
    expect(log).toEqual(["ping", "suspect", "well"]);
    keepAlive.stop();
  });

  test("an answer that is unread while reading is paused does not count as dead, and pings still go out", () => {
    const { keepAlive, log } = start();
    keepAlive.setPaused(true);
    vi.advanceTimersByTime(10 * 60_000);
    expect(log).not.toContain("dead");
    expect(log.filter((entry) => entry === "ping").length).toBeGreaterThanOrEqual(19);
    keepAlive.stop();
  });

  test("a stream of messages does not starve the ping that the keep-alive owes", () => {
    const { keepAlive, log } = start();
    for (let second = 0; second < 61; second++) {
      vi.advanceTimersByTime(1_000);
      keepAlive.heard();
    }
    expect(log).toEqual(["ping", "ping"]);
    keepAlive.stop();
  });

  test("a broker that falls silent is suspected within 4 s, and within 13 s given up", () => {
    const { keepAlive, log } = start(defaultKeepAliveTiming);
    for (let second = 0; second < 30; second++) {
      vi.advanceTimersByTime(1_000);
      keepAlive.heard();
    }
    log.length = 0;
    vi.advanceTimersByTime(4_000);
    expect(log).toEqual(["ping", "suspect"]);
    vi.advanceTimersByTime(9_000);
    expect(log).toEqual(["ping", "suspect", "dead"]);
  });
});
