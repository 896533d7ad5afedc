import { expect, it } from "vitest";
import { type BrowseAddress, isComplete, toBrowseParams, toIso, toLocal } from "@/components/rocketmq/browse-params";
import { BrowseMessagesQuery } from "@/lib/rocketmq/schemas";

const empty: BrowseAddress = {
  topic: "TopicB",
  by: "latest",
  queue: null,
  broker: null,
  offset: null,
  from: null,
  to: null,
  key: "k-1",
  mid: null,
  limit: 32,
};

it("asks only for what the chosen way of looking up needs", () => {
  expect(toBrowseParams(empty)).toEqual({ by: "latest", limit: 32 });
  expect(toBrowseParams({ ...empty, by: "offset", queue: 3, offset: 10 })).toMatchObject({ queueId: 3, offset: 10 });
  for (const by of ["latest", "offset", "key"] as const) {
    expect(BrowseMessagesQuery.safeParse(toBrowseParams({ ...empty, by })).error).toBeUndefined();
  }
});

it("does not ask before everything needed is there", () => {
  expect(isComplete({ ...empty, by: "key" })).toBe(true);
  expect(isComplete({ ...empty, by: "messageId" })).toBe(false);
  expect(isComplete({ ...empty, by: "time" })).toBe(false);
  expect(isComplete({ ...empty, topic: "" })).toBe(false);
});

it("a time chosen in the field comes back to the field unchanged", () => {
  expect(toLocal(toIso("2026-11-23T09:05:07"))).toBe("2026-11-23T09:05:07");
  expect(toIso("nonsense")).toBeNull();
  expect(toLocal(null)).toBe("");
});
