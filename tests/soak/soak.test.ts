import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { findFigure, scrape } from "@/tests/helpers/scrape";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { type OutboundRule, prepareOutbound, verifyDelivery, waitUntilDrained } from "../faults/outbound";

const minutes = Number(process.env["SOAK_MINUTES"] ?? 30);
const loadShare = 0.8;
const measureMs = 15_000;
const warmUpMs = Math.min(120_000, (minutes * 60_000) / 3);
const sampleMs = 5_000;
/** A stretch is verified whole, so all of it must fit into the memory of this test. */
const stretchMs = 60_000;
const stretchMessagesMax = 500_000;
const patienceMs = 180_000;
const delayP99MsMax = 20;
const residentShareMax = 0.1;

let app: ConsoleApp;
beforeAll(async () => {
  app = await startConsoleApp();
});
afterAll(() => app?.dispose());

interface Sample {
  atMs: number;
  runtimeBytes: number;
  consoleBytes: number;
  runtimeDelayMs: number;
  consoleDelayMs: number;
}

async function takeSample(): Promise<Sample> {
  const text = await scrape(app.baseUrl);
  const read = (name: string) => findFigure(text, name) ?? Number.NaN;
  return {
    atMs: performance.now(),
    runtimeBytes: read("sluice_runtime_resident_memory_bytes"),
    consoleBytes: read("sluice_console_resident_memory_bytes"),
    runtimeDelayMs: read("sluice_runtime_event_loop_delay_p99_milliseconds"),
    consoleDelayMs: read("sluice_console_event_loop_delay_p99_milliseconds"),
  };
}

function publishTo(rule: OutboundRule, ratePerSecond?: number): SequencePublisher {
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 20,
    subtopics: 100,
    bodyBytesMin: 200,
    bodyBytesMax: 300,
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
  });
  onTestFinished(() => publisher.close());
  return publisher;
}

async function elapse(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** What this computer can do, publishers included. */
async function measureMaximum(): Promise<number> {
  const publisher = publishTo(await prepareOutbound(app, { topic: "maximum" }));
  await waitFor(() => publisher.acknowledged.size > 5_000, { timeoutMs: patienceMs, what: "messages flow" });
  const before = publisher.acknowledged.size;
  const beganAtMs = performance.now();
  await elapse(measureMs);
  const perSecond = ((publisher.acknowledged.size - before) / (performance.now() - beganAtMs)) * 1_000;
  await publisher.stop();
  publisher.close();
  return perSecond;
}

/** Publishes for one stretch, samples meanwhile, and verifies every message of it when the load is off. */
async function runStretch(number: number, ratePerSecond: number, durationMs: number, samples: Sample[]) {
  const rule = await prepareOutbound(app, { topic: `soak-${number}` });
  const publisher = publishTo(rule, ratePerSecond);
  const endsAtMs = performance.now() + durationMs;
  while (performance.now() < endsAtMs) {
    await elapse(sampleMs);
    samples.push(await takeSample());
  }
  await publisher.stop();
  await waitUntilDrained(rule, patienceMs, publisher.acknowledged.size);
  const report = await verifyDelivery(publisher, app.nameServer, rule.topic);
  publisher.close();
  await app.api.deleteRule(rule.ruleId);
  await app.api.call("DELETE", `/rocketmq-instances/${rule.rocketmqInstanceId}/topics/${rule.topic}`);
  return report;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The medians of the first and of the last third: a leak shows, a single collection does not. */
function growth(values: readonly number[]): number {
  const third = Math.max(1, Math.floor(values.length / 3));
  return median(values.slice(-third)) / median(values.slice(0, third)) - 1;
}

test(`${minutes} minutes at 80 % of the maximum: none lost, memory steady, event loops prompt`, async () => {
  const maximum = await measureMaximum();
  const ratePerSecond = Math.floor(maximum * loadShare);
  console.log(JSON.stringify({ maximumPerSecond: Math.round(maximum), ratePerSecond, minutes }));
  const samples: Sample[] = [];
  const beganAtMs = performance.now();
  const endsAtMs = beganAtMs + minutes * 60_000;
  let messages = 0;
  const stretchLimitMs = Math.min(stretchMs, (stretchMessagesMax / ratePerSecond) * 1_000);
  for (let number = 1; performance.now() < endsAtMs; number++) {
    const leftMs = endsAtMs - performance.now();
    const report = await runStretch(number, ratePerSecond, Math.min(stretchLimitMs, leftMs), samples);
    expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
    messages += report.acknowledged;
  }
  const warm = samples.filter(({ atMs }) => atMs - beganAtMs > warmUpMs);
  const figures = {
    messages,
    samples: warm.length,
    runtimeMib: Math.round(median(warm.map(({ runtimeBytes }) => runtimeBytes)) / 2 ** 20),
    consoleMib: Math.round(median(warm.map(({ consoleBytes }) => consoleBytes)) / 2 ** 20),
    runtimeGrowth: growth(warm.map(({ runtimeBytes }) => runtimeBytes)),
    consoleGrowth: growth(warm.map(({ consoleBytes }) => consoleBytes)),
    runtimeDelayMs: median(warm.map(({ runtimeDelayMs }) => runtimeDelayMs)),
    consoleDelayMs: median(warm.map(({ consoleDelayMs }) => consoleDelayMs)),
  };
  console.log(JSON.stringify(figures));
  expect(warm.length).toBeGreaterThan(0);
  expect(figures.runtimeGrowth).toBeLessThan(residentShareMax);
  expect(figures.consoleGrowth).toBeLessThan(residentShareMax);
  expect(figures.runtimeDelayMs).toBeLessThan(delayP99MsMax);
  expect(figures.consoleDelayMs).toBeLessThan(delayP99MsMax);
});
