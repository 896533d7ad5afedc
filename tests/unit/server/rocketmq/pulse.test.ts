import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pulse, untilBeatMs } from "@/server/rocketmq/pulse";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

function setup() {
  const pulse = new Pulse();
  const asked: string[] = [];
  const broken = new Set<string>();
  const told: string[] = [];
  const client = {
    probe: async (address: string) => {
      asked.push(address);
      if (broken.has(address)) {
        throw new Error("no answer");
      }
    },
  };
  const join = (name: string, address: string, wantsSign = () => true) =>
    pulse.join({ client, address, wantsSign, onFailure: () => told.push(name) });
  return { asked, broken, told, join };
}

test("a hundred destinations of one broker cost one question a second, and each hears of its failure", async () => {
  const { asked, broken, told, join } = setup();
  const names = Array.from({ length: 100 }, (_, index) => `rule-${index}`);
  const leave = names.map((name) => join(name, "one:10911"));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(10);
  expect(told).toEqual([]);
  broken.add("one:10911");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual(names);
  for (const go of leave) {
    go();
  }
});

test("each broker is asked for itself, and only while somebody wants to know", async () => {
  const { asked, join } = setup();
  const leaveFirst = join("first", "one:10911");
  const leaveSecond = join("second", "two:10911");
  const leaveSilent = join("silent", "three:10911", () => false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual(["one:10911", "two:10911"]);
  leaveFirst();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual(["one:10911", "two:10911", "two:10911"]);
  leaveSecond();
  leaveSilent();
  expect(vi.getTimerCount()).toBe(0);
});

test("who left while the question was under way is told nothing", async () => {
  const { broken, told, join } = setup();
  broken.add("one:10911");
  const leave = join("gone", "one:10911", () => {
    queueMicrotask(leave);
    return true;
  });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual([]);
});

test("a beat whose timer fired a little early is not followed by another at once", () => {
  expect([400.4, 1_000, 1_000.2, 1_999.1].map(untilBeatMs)).toEqual([600, 1_000, 1_000, 1_001]);
});
