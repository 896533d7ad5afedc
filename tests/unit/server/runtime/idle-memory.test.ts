import { expect, test } from "vitest";
import { IdleMemory } from "@/server/runtime/idle-memory";

const mib = 1024 * 1024;

function setUp(heap = { heapTotal: 100 * mib, heapUsed: 40 * mib }) {
  let collections = 0;
  const memory = new IdleMemory({
    collect: () => {
      collections += 1;
      heap.heapTotal = heap.heapUsed;
    },
    heap: () => heap,
  });
  return { memory, heap, collections: () => collections };
}

test("memory is given back when no message came for a while, and again once much was taken meanwhile", () => {
  const { memory, heap, collections } = setUp();
  for (let second = 0; second < 15; second += 1) {
    memory.tick(7, second * 1_000);
  }
  expect(collections()).toBe(0);
  for (let second = 15; second < 60; second += 1) {
    memory.tick(7, second * 1_000);
  }
  expect(collections()).toBe(1);
  heap.heapTotal = 100 * mib;
  memory.tick(7, 90_000);
  expect(collections()).toBe(2);
});

test("what V8 does not give back is asked for once", () => {
  let collections = 0;
  const memory = new IdleMemory({
    collect: () => {
      collections += 1;
    },
    heap: () => ({ heapTotal: 100 * mib, heapUsed: 40 * mib }),
  });
  for (let second = 0; second < 120; second += 1) {
    memory.tick(0, second * 1_000);
  }
  expect(collections).toBe(1);
});

test("messages that go on coming are never paused", () => {
  const { memory, collections } = setUp();
  for (let second = 0; second < 60; second += 1) {
    memory.tick(second, second * 1_000);
  }
  expect(collections()).toBe(0);
});

test("what would give back little is not worth a pause", () => {
  const { memory, collections } = setUp({ heapTotal: 60 * mib, heapUsed: 40 * mib });
  memory.tick(0, 0);
  memory.tick(0, 20_000);
  expect(collections()).toBe(0);
});
