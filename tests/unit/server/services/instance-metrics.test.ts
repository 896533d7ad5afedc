import { describe, expect, it } from "vitest";
import { emptyTotals } from "@/lib/metrics/schemas";
import type { RuleSnapshot } from "@/server/protocol/messages";
import { getInstanceMetrics } from "@/server/services/instances/get-metrics";
import { createRule } from "@/server/services/rules/create";
import { emptyHistory } from "@/server/services/shared/runtime-history";
import { createTopic } from "@/server/services/topics/create";
import { createTestContext, makeInstance, makeRocketmq, ruleInput, ruleSnapshot, snapshot } from "./test-context";

const t0 = Date.parse("2026-11-01T00:10:00.000Z");

async function setUp() {
  const context = createTestContext();
  const instanceId = makeInstance(context);
  const rocketmqId = await makeRocketmq(context);
  createTopic(context, instanceId, { name: "TopicC", description: "" });
  await createRule(context, instanceId, ruleInput(rocketmqId, { ruleId: "one" }));
  await createRule(context, instanceId, ruleInput(rocketmqId, { ruleId: "two", topic: "TopicC" }));
  context.now = () => new Date(t0 + 2_000);
  const record = (tMs: number, totals: Record<string, number>, changes: Partial<RuleSnapshot> = {}) => {
    const rules = Object.fromEntries(
      Object.entries(totals).map(([ruleId, received]) => [
        ruleId,
        ruleSnapshot(instanceId, { totals: { ...emptyTotals, received, delivered: received }, ...changes }),
      ]),
    );
    const taken = snapshot(rules, tMs);
    taken.instances = { [instanceId]: { connections: 7, subscriptions: 2, publishesReceived: 0 } };
    context.metrics.record(taken);
    context.runtimeDouble.emit(taken);
  };
  return { context, instanceId, record };
}

const query = { from: new Date(t0).toISOString(), to: new Date(t0 + 2_000).toISOString(), step: 1 };

describe("the figures of an instance", () => {
  it("are those of all its rules together, with what its broker has now", async () => {
    const { context, instanceId, record } = await setUp();
    record(t0, { one: 0, two: 100 });
    record(t0 + 1_000, { one: 10, two: 105 }, { backlog: 3, errors: 1 });
    const metrics = getInstanceMetrics(context, instanceId, query);
    expect(metrics).toMatchObject({ backlog: 6, connections: 7, subscriptions: 2, ruleCount: 2 });
    expect(metrics.rates.receivedPerSecond).toBe(15);
    expect(metrics.series.receivedPerSecond).toEqual([15, null]);
    expect(metrics.series.errorsPerSecond).toEqual([2, null]);
    expect(metrics.series.connections).toEqual([7, 7]);
  });

  it("go on in the history where the console remembers no seconds, asking once for all rules", async () => {
    const { context, instanceId } = await setUp();
    const asked: (readonly string[])[] = [];
    const minute = (tMs: number, received: number) => ({
      ...{ tMs, received, delivered: received, backlog: 1, p50Ms: 1, p99Ms: 2, errors: 6, intervalMs: 60_000 },
    });
    context.history = {
      ...emptyHistory,
      listSteppedMinutes: (ruleIds) => {
        asked.push(ruleIds);
        return new Map([["one", [minute(t0 - 60_000, 0), minute(t0, 600)]]]);
      },
      listInstanceMinutes: () => [{ tMs: t0 - 60_000, connections: 4, subscriptions: 1 }],
    };
    const from = new Date(t0 - 60_000).toISOString();
    const { series } = getInstanceMetrics(context, instanceId, { from, to: new Date(t0).toISOString(), step: 60 });
    expect(asked).toEqual([["one", "two"]]);
    expect(series).toMatchObject({ receivedPerSecond: [10], errorsPerSecond: [0.1], connections: [4] });
  });

  it("are empty, not zero, for an instance whose rules never ran", async () => {
    const { context, instanceId } = await setUp();
    const { series, connections } = getInstanceMetrics(context, instanceId, query);
    expect(series.receivedPerSecond).toEqual([null, null]);
    expect(connections).toBeNull();
  });
});
