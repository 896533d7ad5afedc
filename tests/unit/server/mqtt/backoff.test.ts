import { describe, expect, test } from "vitest";
import { Backoff } from "@/server/mqtt/backoff";

describe("Backoff", () => {
  test("doubles up to its maximum and starts over after a reset", () => {
    const backoff = new Backoff({ firstMs: 100, maxMs: 500, random: () => 1 });
    expect([backoff.nextMs(), backoff.nextMs(), backoff.nextMs(), backoff.nextMs(), backoff.nextMs()]).toEqual([
      100, 200, 400, 500, 500,
    ]);
    backoff.reset();
    expect(backoff.nextMs()).toBe(100);
  });

  test("never waits less than half, so that retries never become a storm", () => {
    const backoff = new Backoff({ firstMs: 100, maxMs: 500, random: () => 0 });
    expect([backoff.nextMs(), backoff.nextMs()]).toEqual([50, 100]);
  });
});
