import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { RuleMetrics } from "@/lib/metrics/schemas";
import { signal } from "@/tests/helpers/console-app";
import { FakeClock } from "@/tests/helpers/fake-clock";
import { waitFor } from "@/tests/helpers/wait-for";
import { expectArrival, openSite, patienceMs, publishTo, type Stage, untilDelivered } from "../destination/site";
import { waitForState } from "../outbound";

const obstacle = FakeClock.findObstacle();
if (obstacle !== undefined) {
  console.log(`SKIPPED: jumps of the clock (${obstacle})`);
}

/** By the header of any answer: what the console takes for the time, against this process. */
async function offsetSeconds({ site: { app } }: Stage): Promise<number> {
  const response = await fetch(`${app.baseUrl}/api/v1/health`);
  await response.arrayBuffer();
  return Math.round((Date.parse(response.headers.get("date") ?? "") - Date.now()) / 1_000);
}

async function jump(stage: Stage, clock: FakeClock, seconds: number): Promise<void> {
  clock.set(seconds);
  const hasJumped = async () => Math.abs((await offsetSeconds(stage)) - seconds) < 120;
  await waitFor(hasJumped, { timeoutMs: 30_000, intervalMs: 200, what: `the console's clock is off by ${seconds} s` });
}

async function metricsOf({ site: { app }, rule }: Stage, query = ""): Promise<RuleMetrics> {
  return await app.api.call<RuleMetrics>("GET", `/rules/${rule.ruleId}/metrics${query}`);
}

/** Messages flow, the rule says so, and its rates are those of the load. */
async function expectWell(stage: Stage): Promise<void> {
  await untilDelivered(stage, 1_000);
  await waitForState(stage.rule, "running", patienceMs);
  const hasRates = async () => {
    const { rates } = await metricsOf(stage);
    return rates.receivedPerSecond > 100 && rates.receivedPerSecond < 5_000 && rates.deliveredPerSecond > 100;
  };
  await waitFor(hasRates, { timeoutMs: 30_000, intervalMs: 500, what: "the rates are those of the load" });
  const { series } = await metricsOf(stage);
  expect(series.deliveredPerSecond.some((value) => value !== null && value > 50)).toBe(true);
  expect(series.deliveredPerSecond.every((value) => value === null || (value >= 0 && value < 50_000))).toBe(true);
}

test.skipIf(obstacle !== undefined)(
  "the clock jumps an hour ahead and an hour back, in an outage too: rates, retries, history and states survive, and none is lost",
  async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "sluice-clock-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const clock = new FakeClock(dir);
    const site = await openSite(clock.env);
    onTestFinished(() => site.close());
    const stage = await publishTo(site, "clock");
    await expectWell(stage);
    await jump(stage, clock, 3_600);
    await expectWell(stage);
    await jump(stage, clock, 0);
    await expectWell(stage);

    for (const seconds of [3_600, -3_600]) {
      site.rocketmq.freezeBroker();
      await waitForState(stage.rule, "retrying", patienceMs);
      await jump(stage, clock, seconds);
      const { acknowledged } = stage.publisher;
      const before = acknowledged.size;
      const hasGoneOn = () => acknowledged.size > before + 1_000;
      await waitFor(hasGoneOn, { timeoutMs: patienceMs, what: "publishers go on" });
      site.rocketmq.thawBroker();
      await expectWell(stage);
    }

    const runtimePid = await site.app.runtimePid();
    const { delivered } = (await metricsOf(stage)).totals;
    signal(runtimePid, "SIGKILL");
    const hasNew = async () => (await site.app.runtimePid()) !== runtimePid;
    await waitFor(hasNew, { timeoutMs: patienceMs, what: "a new runtime runs" });
    await expectWell(stage);
    expect((await metricsOf(stage)).totals.delivered).toBeGreaterThanOrEqual(delivered - 2_000);
    await expectArrival(stage, { hasRuntimeDied: true });
  },
);
