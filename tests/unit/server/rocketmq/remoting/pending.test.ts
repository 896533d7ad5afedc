import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ReceivedCommand } from "@/server/rocketmq/remoting/command";
import { RemotingError } from "@/server/rocketmq/remoting/errors";
import { PendingRequests } from "@/server/rocketmq/remoting/pending";

const timeout = () => new RemotingError("timeout", "no answer", { address: "127.0.0.1:10911" });

function answerTo(opaque: number): ReceivedCommand {
  return {
    code: 0,
    opaque,
    isResponse: true,
    isOneway: false,
    fields: {},
    remark: undefined,
    body: Buffer.alloc(0),
  } as unknown as ReceivedCommand; // safe because only the opaque is looked at
}

describe("requests that wait for an answer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("each get their own, many at once and in any order", async () => {
    const pending = new PendingRequests();
    const opaques = Array.from({ length: 1_000 }, () => pending.takeOpaque());
    const answers = opaques.map((opaque) => pending.add(opaque, 3_000, timeout));
    expect(pending.size).toBe(1_000);
    for (const opaque of [...opaques].sort((left, right) => (left % 7) - (right % 7))) {
      pending.settle(answerTo(opaque));
    }
    expect((await Promise.all(answers)).map(({ opaque }) => opaque)).toEqual(opaques);
    expect(pending.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("are not confused with one that has waited since thousands of requests", async () => {
    const pending = new PendingRequests();
    const slow = pending.takeOpaque();
    const slowAnswer = pending.add(slow, 60_000, timeout);
    for (let count = 0; count < 5_000; count += 1) {
      const opaque = pending.takeOpaque();
      const answer = pending.add(opaque, 3_000, timeout);
      pending.settle(answerTo(opaque));
      expect((await answer).opaque).toBe(opaque);
    }
    expect(pending.size).toBe(1);
    pending.settle(answerTo(slow));
    expect((await slowAnswer).opaque).toBe(slow);
  });

  test("end once: an answer after the time is up is dropped, though its place may be another's", async () => {
    const pending = new PendingRequests();
    const late = pending.takeOpaque();
    const lateAnswer = expect(pending.add(late, 1_000, timeout)).rejects.toThrow("no answer");
    await vi.advanceTimersByTimeAsync(1_000);
    await lateAnswer;
    let next = pending.takeOpaque();
    while (next % 64 !== late % 64) {
      next = pending.takeOpaque();
    }
    const nextAnswer = pending.add(next, 1_000, timeout);
    pending.settle(answerTo(late));
    expect(pending.size).toBe(1);
    pending.settle(answerTo(next));
    expect((await nextAnswer).opaque).toBe(next);
  });

  test("all fail with their connection, and leave no timer", async () => {
    const pending = new PendingRequests();
    const all = Array.from({ length: 200 }, () => pending.add(pending.takeOpaque(), 3_000, timeout));
    const settled = Promise.allSettled(all);
    pending.failAll(new RemotingError("closed", "closed", { address: "127.0.0.1:10911" }));
    expect((await settled).every(({ status }) => status === "rejected")).toBe(true);
    expect(pending.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
