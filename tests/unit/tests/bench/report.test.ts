import { describe, expect, test } from "vitest";
import { parseOptions } from "@/tests/bench/options";
import { type BenchReport, median, toMarkdown } from "@/tests/bench/report";

describe("median", () => {
  test("is the middle of an odd and the mean of the middles of an even number of runs, in any order", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([7])).toBe(7);
  });
  test("of nothing is no number", () => {
    expect(median([])).toBeNaN();
  });
});

const report: BenchReport = {
  machine: {
    cpu: "Some CPU",
    cores: 2,
    memoryGiB: 24,
    kernel: "6.1",
    node: "v20.20.0",
    java: "openjdk 17",
    mosquitto: "mosquitto version 2.0.11",
    rocketmq: "4.9.7",
    product: "0.1.0",
    commit: "abcdef123456",
    isTreeClean: false,
    date: "2026-11-23T01:00:00.000Z",
  },
  load: { messages: 300_000, connections: 20, window: 200, bodyBytes: 256, qos: 1, runs: 3 },
  contenders: [
    {
      name: "embedded-ours",
      description: "this product",
      waitedFor: "every PUBACK",
      isOurs: true,
      broker: "embedded",
      throughput: [30_000, 33_000, 36_000].map((messagesPerSecond) => ({
        messages: 300_000,
        messagesPerSecond,
        cpuMicrosecondsPerMessage: 15,
        residentMiB: 180,
      })),
      latency: [{ ratePerSecond: 1000, messages: 8000, p50Ms: 0.5, p95Ms: 1, p99Ms: 2.25, maxMs: 9 }],
    },
  ],
  pages: [{ requests: 40, failures: 1, p50Ms: 20, p95Ms: 120 }],
};

describe("toMarkdown", () => {
  const text = toMarkdown(report);
  test("shows median and range, and what was waited for", () => {
    expect(text).toContain("| **embedded-ours** | 33,000 (30,000–36,000) | 15.0 (15.0–15.0) | 180 | every PUBACK |");
  });
  test("shows percentiles at the rate they were measured at", () => {
    expect(text).toContain("| **embedded-ours** | 1,000 | 0.50 | 1.00 | 2.25 |");
  });
  test("names commit, uncommitted changes, machine and failed page requests", () => {
    for (const part of [
      "abcdef123456 with uncommitted changes",
      "2 × Some CPU",
      "p95 of **120 ms** (40 requests, 1 failed)",
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe("parseOptions", () => {
  test("refuses a count that is no positive whole number", () => {
    expect(() => parseOptions(["--runs", "0"])).toThrow(/--runs/);
    expect(() => parseOptions(["--messages", "many"])).toThrow(/--messages/);
  });
  test("a smoke run is one short run that stores nothing", () => {
    expect(parseOptions(["--smoke"])).toMatchObject({ runs: 1, isStored: false });
  });
});
