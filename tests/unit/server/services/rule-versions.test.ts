import { describe, expect, it } from "vitest";
import { limits } from "@/lib/limits";
import { listAuditEvents } from "@/server/services/audit/list";
import { getRuleVersion } from "@/server/services/rule-versions/get";
import { listRuleVersions } from "@/server/services/rule-versions/list";
import { restoreRuleVersion } from "@/server/services/rule-versions/restore";
import { createRule } from "@/server/services/rules/create";
import { deleteRule } from "@/server/services/rules/delete";
import { disableRule } from "@/server/services/rules/disable";
import { enableRule } from "@/server/services/rules/enable";
import { updateRule } from "@/server/services/rules/update";
import { createTopic } from "@/server/services/topics/create";
import { deleteTopic } from "@/server/services/topics/delete";
import { createTestContext, makeInstance, makeRocketmq, ruleInput } from "./test-context";

async function setUp() {
  const context = createTestContext();
  const instanceId = makeInstance(context);
  const rocketmqInstanceId = await makeRocketmq(context);
  createTopic(context, instanceId, { name: "TopicX", description: "" });
  await createRule(context, instanceId, ruleInput(rocketmqInstanceId));
  return { context, instanceId, rocketmqInstanceId };
}

const page = { page: 1, pageSize: 20 };

describe("versions of a rule", () => {
  it("keeps each change as a version with the fields it changed", async () => {
    const { context } = await setUp();
    await updateRule(context, "report-1", { description: "second", destination: { topic: "TopicC" } });
    disableRule(context, "report-1");
    const { items, total } = listRuleVersions(context, "report-1", page);
    expect(total).toBe(3);
    expect(items.map(({ version, change, isCurrent }) => ({ version, change, isCurrent }))).toEqual([
      { version: 3, change: "disable", isCurrent: true },
      { version: 2, change: "update", isCurrent: false },
      { version: 1, change: "create", isCurrent: false },
    ]);
    expect(items[1]?.changes).toEqual([
      { field: "description", from: "", to: "second" },
      { field: "destination.topic", from: "TopicB", to: "TopicC" },
    ]);
    expect(items[2]?.changes).toEqual([]);
  });

  it("compares the last version of a page with the one before it", async () => {
    const { context } = await setUp();
    disableRule(context, "report-1");
    enableRule(context, "report-1");
    const { items } = listRuleVersions(context, "report-1", { page: 1, pageSize: 1 });
    expect(items).toHaveLength(1);
    expect(items[0]?.changes).toEqual([{ field: "status", from: "disabled", to: "enabled" }]);
  });

  it("restores as a new version, audited with where the settings came from", async () => {
    const { context } = await setUp();
    await updateRule(context, "report-1", { source: { topic: "TopicX" }, description: "moved" });
    const restored = await restoreRuleVersion(context, "report-1", 1, { version: 2 });
    expect(restored).toMatchObject({ version: 3, source: { topic: "TopicA" }, description: "" });
    expect(getRuleVersion(context, "report-1", 3)).toMatchObject({ change: "restore", restoredFrom: 1 });
    expect(listAuditEvents(context, { page: 1, pageSize: 1, entityId: "report-1" }).items[0]).toMatchObject({
      action: "rule.restore",
      before: { description: "moved" },
      after: { description: "", restoredFrom: 1 },
    });
  });

  it("makes no version of a restore that changes nothing", async () => {
    const { context } = await setUp();
    disableRule(context, "report-1");
    enableRule(context, "report-1");
    expect((await restoreRuleVersion(context, "report-1", 1, {})).version).toBe(3);
  });

  it("refuses a restore over somebody else's change", async () => {
    const { context } = await setUp();
    disableRule(context, "report-1");
    await expect(restoreRuleVersion(context, "report-1", 1, { version: 1 })).rejects.toMatchObject({
      code: "VERSION_CONFLICT",
    });
  });

  it("refuses to restore what the domain forbids by now, and names the field", async () => {
    const { context, instanceId, rocketmqInstanceId } = await setUp();
    await updateRule(context, "report-1", { source: { topic: "TopicX" } });
    await createRule(context, instanceId, { ...ruleInput(rocketmqInstanceId), ruleId: "report-2" });
    await expect(restoreRuleVersion(context, "report-1", 1, {})).rejects.toMatchObject({
      code: "RULE_DUPLICATE_SOURCE",
      errors: [{ field: "source.topic" }],
    });
    await deleteRule(context, "report-2", { discardBacklog: true });
    deleteTopic(context, instanceId, "TopicA");
    await expect(restoreRuleVersion(context, "report-1", 1, {})).rejects.toMatchObject({ code: "TOPIC_NOT_FOUND" });
  });

  it("refuses another destination while messages wait for the present one, unless they move along", async () => {
    const { context } = await setUp();
    await updateRule(context, "report-1", { destination: { topic: "TopicC" } });
    context.runtimeDouble.backlogs.set("report-1", { backlog: 5, spooled: 5 });
    await expect(restoreRuleVersion(context, "report-1", 1, {})).rejects.toMatchObject({ code: "BACKLOG_NOT_EMPTY" });
    expect((await restoreRuleVersion(context, "report-1", 1, { backlog: "move" })).destination.topic).toBe("TopicB");
  });

  it("goes with the rule, so that a rule made anew under the same ID starts at version 1", async () => {
    const { context, instanceId, rocketmqInstanceId } = await setUp();
    disableRule(context, "report-1");
    await deleteRule(context, "report-1", { discardBacklog: true });
    await createRule(context, instanceId, ruleInput(rocketmqInstanceId));
    expect(listRuleVersions(context, "report-1", page).items.map(({ version }) => version)).toEqual([1]);
  });

  it("keeps the newest versions only, and says that an older one is gone", async () => {
    const { context } = await setUp();
    for (let i = 0; i < limits.versionsPerRule / 2 + 5; i++) {
      disableRule(context, "report-1");
      enableRule(context, "report-1");
    }
    expect(listRuleVersions(context, "report-1", page).total).toBe(limits.versionsPerRule);
    expect(() => getRuleVersion(context, "report-1", 1)).toThrow(
      expect.objectContaining({ code: "RULE_VERSION_NOT_FOUND" }),
    );
  }, 60_000);
});
