import { describe, expect, test } from "vitest";
import { toMarkdown } from "@/tests/bench/markdown";
import { parseOptions, toLoad } from "@/tests/bench/options";
import { planRound, planStart } from "@/tests/bench/plan";
import { type BenchReport, median, medianRatio } from "@/tests/bench/report";
import { findInvalid, findTargets } from "@/tests/bench/verdict";

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

const facts = (name: string, isOurs = false) => ({
  name,
  isOurs,
  description: "what it is",
  waitedFor: "every PUBACK",
});

function throughput(contender: string, rates: readonly number[], bodyBytes = 256) {
  return rates.map((messagesPerSecond, index) => ({
    contender,
    bodyBytes,
    run: index + 1,
    messages: 200_000,
    messagesPerSecond,
    cpuMicrosecondsPerMessage: 14,
    residentMiB: 180,
  }));
}

function latency(contender: string, p99Ms: number) {
  const figures = { messages: 6_000, p50Ms: 0.5, p95Ms: 1, p99Ms, p999Ms: 9, maxMs: 12 };
  return { contender, ratePerSecond: 1_000, run: 1, ...figures };
}

function createReport(parts: Partial<BenchReport> = {}): BenchReport {
  return {
    machine: {
      cpu: "Some CPU",
      cores: 2,
      memoryGiB: 24,
      kernel: "6.1",
      node: "v20.20.0",
      java: "openjdk 17",
      mosquitto: "mosquitto version 2.0.11",
      rocketmq: "4.9.7",
      libraries: { aedes: "2.0.0" },
      product: "0.1.0",
      commit: "abcdef123456",
      isTreeClean: false,
      date: "2026-11-23T01:00:00.000Z",
    },
    load: { runs: 3, messages: 200_000, connections: 20, window: 200, latencySeconds: 6 },
    contenders: [facts("embedded-ours", true), facts("embedded-yardstick")],
    idle: [{ ruleCount: 103, seconds: 20, cpuPercent: 0.4, residentMiB: 120 }],
    throughput: [],
    latency: [],
    pages: [{ requests: 40, failures: 1, p50Ms: 20, p95Ms: 120 }],
    failures: [],
    ...parts,
  };
}

describe("the page", () => {
  const text = toMarkdown(
    createReport({
      throughput: [
        ...throughput("embedded-ours", [30_000, 33_000, 36_000]),
        ...throughput("embedded-ours", [9_000], 16_384),
      ],
      latency: [latency("embedded-ours", 2.25)],
    }),
  );
  test("shows median and range of the usual size, and what was waited for", () => {
    expect(text).toContain("| **embedded-ours** | 33,000 (30,000–36,000) | 14.0 (14.0–14.0) | 180 | 200,000 |");
    expect(text).toContain("Measured until: every PUBACK.");
  });
  test("shows every size in a column of its own", () => {
    expect(text).toContain("| contender, messages/s | 256 B | 16 KB |");
    expect(text).toContain("| **embedded-ours** | 33,000 | 9,000 |");
  });
  test("shows percentiles at the rate they were measured at", () => {
    expect(text).toContain("| 1,000 | **embedded-ours** | 0.50 | 2.25 | 9.00 |");
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

describe("a ratio", () => {
  test("compares within each round, so that a round on a slow machine counts like the others", () => {
    const report = createReport({
      throughput: [...throughput("embedded-ours", [50, 10, 60]), ...throughput("embedded-yardstick", [100, 10, 100])],
    });
    expect(medianRatio(report, "embedded-ours", "embedded-yardstick", 256)).toBe(0.6);
  });
  test("of what was not measured is unknown", () => {
    expect(medianRatio(createReport(), "embedded-ours", "embedded-yardstick", 256)).toBeUndefined();
  });
});

describe("a run", () => {
  const subscriber = throughput("subscriber", [43_500]);
  test("is invalid when a peer stays under 80 % of its own reference", () => {
    const report = createReport({ throughput: [...subscriber, ...throughput("peer-java", [3_100])] });
    expect(findInvalid(report)).toEqual([expect.stringContaining("peer-java")]);
  });
  test("is valid when the peers reach it", () => {
    const report = createReport({ throughput: [...subscriber, ...throughput("peer-java", [3_300])] });
    expect(findInvalid(report)).toEqual([]);
  });
  test("is invalid when a step could not be measured", () => {
    const failures = [{ step: "peer-camel 256 B", run: 2, message: "no answer" }];
    expect(findInvalid(createReport({ failures }))).toEqual(["peer-camel 256 B failed in run 2: no answer"]);
  });
});

describe("targets", () => {
  const verdictOf = (report: BenchReport, what: string) =>
    findTargets(report).find((target) => target.what.startsWith(what))?.isMet;
  test("are met at their limit and missed beyond it", () => {
    const at = createReport({ latency: [latency("embedded-ours", 8), latency("remoting-send", 4)] });
    const beyond = createReport({ latency: [latency("embedded-ours", 8.1), latency("remoting-send", 4)] });
    expect(verdictOf(at, "p99 at 1,000/s")).toBe(true);
    expect(verdictOf(beyond, "p99 at 1,000/s")).toBe(false);
  });
  test("say that they were not measured when a part is missing", () => {
    expect(verdictOf(createReport(), "gRPC in batches")).toBeUndefined();
  });
});

describe("options", () => {
  test("refuse a count that is no positive whole number", () => {
    expect(() => parseOptions(["--runs", "0"])).toThrow(/--runs/);
    expect(() => parseOptions(["--messages", "many"])).toThrow(/--messages/);
  });
  test("a run that is short or leaves something out stores nothing", () => {
    expect(parseOptions(["--smoke"])).toMatchObject({ runs: 1, isStored: false });
    expect(parseOptions(["--only", "rules"])).toMatchObject({ isStored: false });
    expect(parseOptions([])).toMatchObject({ runs: 3, isStored: true });
  });
  test("--only takes the steps whose names contain one of its parts", () => {
    const names = planRound(parseOptions(["--only", "rules-,embedded-ours at 1000/s"])).map(({ name }) => name);
    expect(names).toEqual(["rules-1 256 B", "rules-10 256 B", "rules-100 256 B", "embedded-ours at 1000/s"]);
    expect(planStart(parseOptions(["--only", "rules-"]))).toEqual([]);
  });
});

describe("a load", () => {
  test("keeps as many messages unacknowledged in all, however many connections share them", () => {
    const load = toLoad(parseOptions([]), 256, 1, 100);
    expect(load.connections * load.window).toBe(20 * 200);
  });
  test("has fewer messages where they are large", () => {
    expect(toLoad(parseOptions([]), 16_384).messages).toBe(12_500);
  });
});
