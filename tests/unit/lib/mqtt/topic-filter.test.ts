import { expect, test } from "vitest";
import { isTopicFilter } from "@/lib/mqtt/topic-filter";

test.each(["a", "a/b", "#", "+", "a/#", "+/b/+", "/a", "a//b", "$SYS/#"])("%s is a topic filter", (filter) => {
  expect(isTopicFilter(filter)).toBe(true);
});

test.each(["", "a#", "#/a", "a/b+", "a/#/b", "a\0b", "x".repeat(65_536)])("%# is not a topic filter", (filter) => {
  expect(isTopicFilter(filter)).toBe(false);
});
