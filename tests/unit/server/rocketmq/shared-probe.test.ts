import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SharedProbe } from "@/server/rocketmq/shared-probe";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

function setup() {
  const asked: string[] = [];
  const shared = new SharedProbe(async (address) => void asked.push(address));
  return { shared, asked };
}

test("those who ask at about the same time share one question, and later ones ask anew", async () => {
  const { shared, asked } = setup();
  await Promise.all([shared.ask("one"), shared.ask("one"), shared.ask("two")]);
  expect(asked).toEqual(["one", "two"]);
  await vi.advanceTimersByTimeAsync(1_000);
  await shared.ask("one");
  expect(asked).toEqual(["one", "two", "one"]);
});

test("an answer from before a connection ended does not vouch for what came after", async () => {
  const { shared, asked } = setup();
  await shared.ask("one");
  await shared.ask("two");
  shared.forget("one");
  await shared.ask("one");
  await shared.ask("two");
  expect(asked).toEqual(["one", "two", "one"]);
});
