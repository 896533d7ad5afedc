import { expect, test } from "vitest";
import { Credit } from "@/server/runtime/flow/credit";

const roomy = { messages: 10_000, bytes: 1 << 30 };

test("flows that are blocked and hold the whole budget do not starve another one", () => {
  const all = new Credit({ messages: 1_000, bytes: 1 << 30 });
  const blocked = new Credit(roomy, all);
  const healthy = new Credit(roomy, all);
  for (let count = 0; count < 1_000; count += 1) {
    blocked.take(10);
  }
  expect(blocked.hasRoom).toBe(false);
  expect(healthy.hasRoom).toBe(true);
  let taken = 0;
  for (let hasRoom = true; hasRoom; taken += 1) {
    hasRoom = healthy.take(10);
  }
  expect(taken).toBeGreaterThan(100);
  let resumed = 0;
  healthy.whenRoom(() => {
    resumed += 1;
  });
  expect(resumed).toBe(0);
  for (let count = 0; count < taken; count += 1) {
    healthy.giveBack(10);
  }
  expect(resumed).toBe(1);
  expect(healthy.hasRoom).toBe(true);
});

test("what is given back at the common budget wakes a flow that waits for it", () => {
  const all = new Credit({ messages: 1_000, bytes: 1 << 30 });
  const [first, second] = [new Credit(roomy, all), new Credit(roomy, all)];
  for (let count = 0; count < 500; count += 1) {
    first.take(10);
    second.take(10);
  }
  let resumed = 0;
  second.whenRoom(() => {
    resumed += 1;
  });
  for (let count = 0; count < 500; count += 1) {
    first.giveBack(10);
  }
  expect(resumed).toBe(1);
});

test("a flow that gave up waiting is not called", () => {
  const all = new Credit({ messages: 1, bytes: 1 << 30 });
  const own = new Credit({ messages: 1, bytes: 1 << 30 }, all);
  own.take(1);
  const task = () => expect.unreachable();
  own.whenRoom(task);
  own.forget(task);
  own.giveBack(1);
  expect(own.hasRoom).toBe(true);
});
