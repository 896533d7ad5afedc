import { describe, expect, it } from "vitest";
import { emptyTotals } from "@/lib/metrics/schemas";
import { getOverview } from "@/server/services/overview/get";
import { createRule } from "@/server/services/rules/create";
import { deleteRule } from "@/server/services/rules/delete";
import { setRuleStatus } from "@/server/services/rules/set-status";
import { createTopic } from "@/server/services/topics/create";
import { createTestContext, makeInstance, makeRocketmq, ruleInput, ruleSnapshot, snapshot } from "./test-context";

async function setUp(ruleIds: readonly string[]) {
  const context = createTestContext();
  const instanceId = makeInstance(context);
  const rocketmqId = await makeRocketmq(context);
  for (const ruleId of ruleIds) {
    createTopic(context, instanceId, { name: `Topic-${ruleId}`, description: "" });
    await createRule(context, instanceId, ruleInput(rocketmqId, { ruleId, topic: `Topic-${ruleId}` }));
  }
  const report = (rules: Record<string, Partial<ReturnType<typeof ruleSnapshot>>>) =>
    context.runtimeDouble.emit(
      snapshot(
        Object.fromEntries(
          Object.entries(rules).map(([ruleId, changes]) => [ruleId, ruleSnapshot(instanceId, changes)]),
        ),
      ),
    );
  return { context, instanceId, report };
}

describe("the overview", () => {
  it("puts the rules first that do not run though somebody wants them to, the worst and the longest before all", async () => {
    const { context, instanceId, report } = await setUp(["runs", "late", "early", "fails", "off"]);
    setRuleStatus(context, "off", "disabled");
    report({
      runs: {},
      late: { state: "retrying", stateSinceMs: 2_000, stateReason: { code: "sinkUnreachable", detail: "refused" } },
      early: { state: "retrying", stateSinceMs: 1_000, backlog: 7 },
      fails: { state: "failed", stateSinceMs: 3_000 },
      off: { state: "stopped" },
    });
    const { inNeed, inNeedTotal, rules, instances } = getOverview(context);
    expect(inNeed.map(({ ruleId }) => ruleId)).toEqual(["fails", "early", "late"]);
    expect(inNeed[1]).toMatchObject({ instanceId, instanceName: "broker-one", regionId: "cn-hangzhou", backlog: 7 });
    expect(inNeed[2]?.stateReason).toBe("sinkUnreachable: refused");
    expect(inNeedTotal).toBe(3);
    expect(rules).toEqual({ total: 5, byState: { running: 1, retrying: 2, failed: 1, stopped: 1 } });
    expect(instances).toEqual({ total: 1, byStatus: { InService: 1 }, rocketmqTotal: 1 });
  });

  it("does not take a rule for one in need that has only just begun to start", async () => {
    const { context, report } = await setUp(["new"]);
    report({ new: { state: "starting", stateSinceMs: Date.now() } });
    expect(getOverview(context).inNeed).toEqual([]);
    report({ new: { state: "starting", stateSinceMs: Date.now() - 60_000 } });
    expect(getOverview(context).inNeed).toHaveLength(1);
  });

  it("calls a restart safe only when no message is in memory alone", async () => {
    const { context, report } = await setUp(["one", "two"]);
    report({ one: { backlog: 5, backlogBytes: 100, totals: { ...emptyTotals, spooled: 5 } }, two: {} });
    expect(getOverview(context)).toMatchObject({
      isSafeToRestart: true,
      backlog: { messages: 5, bytes: 100, inFlight: 0 },
    });
    report({ one: { totals: { ...emptyTotals, inFlight: 1 } }, two: {} });
    expect(getOverview(context).isSafeToRestart).toBe(false);
  });

  it("knows nothing while the runtime is down, and says so", async () => {
    const { context, report } = await setUp(["one"]);
    report({ one: {} });
    context.runtimeDouble.goDown();
    const overview = getOverview(context);
    expect(overview).toMatchObject({ isSafeToRestart: false, health: { runtime: { state: "down" } } });
    expect(overview.process).toBeUndefined();
    expect(overview.inNeed[0]).toMatchObject({ ruleId: "one", stateReason: "runtimeDown" });
  });

  it("tells of a change in which region its thing can be opened, and of none that is gone", async () => {
    const { context } = await setUp(["stays", "goes"]);
    await deleteRule(context, "goes", { discardBacklog: true });
    const regions = getOverview(context).audit.map(({ action, entityId, regionId }) => [action, entityId, regionId]);
    expect(regions[0]).toEqual(["rule.delete", "goes", undefined]);
    expect(regions).toContainEqual(["rule.create", "goes", undefined]);
    expect(regions).toContainEqual(["rule.create", "stays", "cn-hangzhou"]);
    expect(regions).toContainEqual(["topic.create", "Topic-stays", "cn-hangzhou"]);
    expect(regions).toContainEqual(["rocketmqInstance.create", expect.any(String), "cn-hangzhou"]);
  });
});
