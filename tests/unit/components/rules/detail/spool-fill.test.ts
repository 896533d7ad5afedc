import { expect, it } from "vitest";
import { spoolFullInMs } from "@/components/rules/detail/spool-fill";

const growing = {
  rates: { receivedPerSecond: 300, deliveredPerSecond: 100 },
  backlog: 1_000,
  backlogBytes: 500_000,
  backlogBytesMax: 1_500_000,
};

it("a spool that grows is full when the room is used up by messages of the size that lie in it", () => {
  expect(spoolFullInMs(growing)).toBe(10_000);
  expect(spoolFullInMs({ ...growing, backlogBytes: 1_500_000 })).toBe(0);
});

it("says nothing while it is empty, shrinks, or has no limit", () => {
  expect(spoolFullInMs({ ...growing, backlog: 0, backlogBytes: 0 })).toBeUndefined();
  expect(spoolFullInMs({ ...growing, rates: { receivedPerSecond: 1, deliveredPerSecond: 2 } })).toBeUndefined();
  expect(spoolFullInMs({ ...growing, backlogBytesMax: undefined })).toBeUndefined();
});
