import { describe, expect, it } from "vitest";
import { listAuditEvents } from "@/server/services/audit/list";
import { updateInstance } from "@/server/services/instances/update";
import { createRule } from "@/server/services/rules/create";
import { deleteRule } from "@/server/services/rules/delete";
import { disableRule } from "@/server/services/rules/disable";
import { enableRule } from "@/server/services/rules/enable";
import { forgetDeletedRules } from "@/server/services/rules/forgotten";
import { getRule } from "@/server/services/rules/get";
import { listRules } from "@/server/services/rules/list";
import { updateRule } from "@/server/services/rules/update";
import { createTopic } from "@/server/services/topics/create";
import { createTestContext, makeInstance, makeRocketmq, ruleInput, ruleSnapshot, snapshot } from "./test-context";

async function setUp(config = {}) {
  const context = createTestContext(config);
  const instanceId = makeInstance(context);
  const rocketmqInstanceId = await makeRocketmq(context);
  createTopic(context, instanceId, { name: "TopicX", description: "" });
  return { context, instanceId, rocketmqInstanceId, input: ruleInput(rocketmqInstanceId) };
}

const page = { page: 1, pageSize: 20, sort: "ruleId" } as const;

describe("createRule", () => {
  it("creates, audits and announces", async () => {
    const { context, instanceId, input } = await setUp();
    const before = context.runtimeDouble.announcements;
    const rule = await createRule(context, instanceId, input);
    expect(rule).toMatchObject({ ruleId: "report-1", instanceId, version: 1, source: { topic: "TopicA" } });
    expect(context.runtimeDouble.announcements).toBe(before + 1);
    expect(listAuditEvents(context, { page: 1, pageSize: 5, entityType: "rule" }).items[0]).toMatchObject({
      action: "rule.create",
      entityId: "report-1",
      actor: "operator",
    });
  });

  it("refuses an ID that exists in another instance", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    const other = makeInstance(context, { name: "broker-two" });
    await expect(createRule(context, other, input)).rejects.toMatchObject({ code: "RULE_ID_TAKEN", status: 409 });
  });

  it("names the rule that already has the topic", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    const second = createRule(context, instanceId, { ...input, ruleId: "report-2" });
    await expect(second).rejects.toMatchObject({
      code: "RULE_DUPLICATE_SOURCE",
      message: expect.stringContaining("report-1"),
    });
  });

  it("lets one of two simultaneous creations win and types the loser's error", async () => {
    const { context, instanceId, input } = await setUp();
    const results = await Promise.allSettled([
      createRule(context, instanceId, input),
      createRule(context, instanceId, input),
      createRule(context, instanceId, { ...input, ruleId: "report-2" }),
    ]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const codes = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(codes.sort()).toEqual(["RULE_DUPLICATE_SOURCE", "RULE_ID_TAKEN"]);
  });

  it("counts the quota in the transaction", async () => {
    const { context, instanceId, input } = await setUp();
    updateInstance(context, instanceId, { ruleQuota: 1 });
    const results = await Promise.allSettled([
      createRule(context, instanceId, input),
      createRule(context, instanceId, { ...input, ruleId: "report-2", source: { topic: "TopicX" } }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({
      reason: { code: "RULE_QUOTA_EXCEEDED" },
    });
  });

  it("refuses another region", async () => {
    const { context, instanceId } = await setUp();
    const far = await makeRocketmq(context, { name: "far", regionId: "cn-beijing" });
    await expect(createRule(context, instanceId, ruleInput(far))).rejects.toMatchObject({ code: "REGION_MISMATCH" });
  });

  it("refuses a kernel without rules", async () => {
    const { context, rocketmqInstanceId } = await setUp();
    const old = makeInstance(context, { name: "old", kernelVersion: "V2.8.1" });
    const creation = createRule(context, old, ruleInput(rocketmqInstanceId));
    await expect(creation).rejects.toMatchObject({ code: "KERNEL_VERSION_UNSUPPORTED", status: 422 });
  });

  it("refuses series 5.0 unless the operator allows it", async () => {
    const series5 = { name: "five", series: "5.0" } as const;
    const strict = await setUp();
    strict.context.cluster.version = "V5_5_0";
    const refused = await makeRocketmq(strict.context, series5);
    await expect(createRule(strict.context, strict.instanceId, ruleInput(refused))).rejects.toMatchObject({
      code: "ROCKETMQ_SERIES_UNSUPPORTED",
    });
    const open = await setUp({ rocketmqSeries: ["4.0", "5.0"] });
    open.context.cluster.version = "V5_5_0";
    const allowed = await makeRocketmq(open.context, series5);
    await expect(createRule(open.context, open.instanceId, ruleInput(allowed))).resolves.toMatchObject({ version: 1 });
  });

  it("refuses a cluster that turns out to be another series once it is up", async () => {
    const { context, instanceId } = await setUp();
    context.cluster.isReachable = false;
    const declared4 = await makeRocketmq(context, { name: "declared-4" });
    context.cluster.isReachable = true;
    context.cluster.version = "V5_5_0";
    await expect(createRule(context, instanceId, ruleInput(declared4))).rejects.toMatchObject({
      code: "ROCKETMQ_SERIES_UNSUPPORTED",
    });
  });

  it("refuses references that do not exist, as 422 and by field", async () => {
    const { context, instanceId, input } = await setUp();
    const noSource = createRule(context, instanceId, { ...input, source: { topic: "topica" } });
    await expect(noSource).rejects.toMatchObject({
      code: "TOPIC_NOT_FOUND",
      status: 422,
      errors: [{ field: "source.topic" }],
    });
    const noCluster = createRule(context, instanceId, ruleInput("MQ_INST_none"));
    await expect(noCluster).rejects.toMatchObject({ code: "INSTANCE_NOT_FOUND", status: 422 });
    const noTopic = createRule(context, instanceId, {
      ...input,
      destination: { ...input.destination, topic: "Missing" },
    });
    await expect(noTopic).rejects.toMatchObject({
      code: "TOPIC_NOT_FOUND",
      status: 422,
      errors: [{ field: "destination.topic" }],
    });
    await expect(createRule(context, "mqtt-cn-none", input)).rejects.toMatchObject({ status: 404 });
  });

  it("is UNAVAILABLE while the cluster is away, but takes a disabled rule", async () => {
    const { context, instanceId, input } = await setUp();
    context.cluster.isReachable = false;
    await expect(createRule(context, instanceId, input)).rejects.toMatchObject({ code: "UNAVAILABLE", status: 503 });
    await expect(createRule(context, instanceId, { ...input, status: "disabled" })).resolves.toMatchObject({
      state: "stopped",
    });
  });

  it("says plainly that inbound and status rules are not available yet", async () => {
    const { context, instanceId, rocketmqInstanceId, input } = await setUp();
    const inbound = createRule(context, instanceId, {
      ...input,
      type: "dataInbound",
      source: { rocketmqInstanceId, topic: "TopicB" },
      destination: { topic: "TopicA" },
    });
    await expect(inbound).rejects.toMatchObject({ code: "VALIDATION", errors: [{ field: "type" }] });
  });
});

describe("updateRule", () => {
  it("merges, counts the version up and refuses an older one", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    const updated = await updateRule(context, "report-1", { description: "new", version: 1 });
    expect(updated).toMatchObject({ description: "new", version: 2, destination: { topic: "TopicB" } });
    const stale = updateRule(context, "report-1", { description: "older", version: 1 });
    await expect(stale).rejects.toMatchObject({ code: "VERSION_CONFLICT" });
  });

  it("makes no version, no audit event and no stir of what is so already", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    const before = context.runtimeDouble.announcements;
    const events = listAuditEvents(context, { page: 1, pageSize: 5, entityType: "rule" }).total;
    const same = { description: input.description, source: input.source, version: 1 } as const;
    expect(await updateRule(context, "report-1", same)).toMatchObject({ version: 1 });
    expect(context.runtimeDouble.announcements).toBe(before);
    expect(listAuditEvents(context, { page: 1, pageSize: 5, entityType: "rule" }).total).toBe(events);
  });

  it("keeps a backlog from going to another destination unasked", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    context.runtimeDouble.backlogs.set("report-1", { backlog: 7, spooled: 5 });
    const patch = { destination: { topic: "TopicC" } };
    await expect(updateRule(context, "report-1", patch)).rejects.toMatchObject({ code: "BACKLOG_NOT_EMPTY" });
    await expect(updateRule(context, "report-1", { ...patch, backlog: "move" })).resolves.toMatchObject({
      destination: { topic: "TopicC" },
    });
  });

  it("describes a rule anew while its cluster and the runtime are away", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    context.cluster.isReachable = false;
    context.runtimeDouble.goDown();
    await expect(updateRule(context, "report-1", { description: "x" })).resolves.toMatchObject({ version: 2 });
  });

  it("refuses a source that another rule has, a malformed end and another ID", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    await createRule(context, instanceId, { ...input, ruleId: "report-2", source: { topic: "TopicX" } });
    const taken = updateRule(context, "report-2", { source: { topic: "TopicA" } });
    await expect(taken).rejects.toMatchObject({ code: "RULE_DUPLICATE_SOURCE" });
    const malformed = updateRule(context, "report-2", { source: { topic: "a/b" } });
    await expect(malformed).rejects.toMatchObject({ code: "VALIDATION", errors: [{ field: "source.topic" }] });
    const renamed = updateRule(context, "report-2", { ruleId: "report-3" });
    await expect(renamed).rejects.toMatchObject({ code: "VALIDATION", errors: [{ field: "ruleId" }] });
  });
});

describe("enableRule and disableRule", () => {
  it("change nothing the second time", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    expect(enableRule(context, "report-1").version).toBe(1);
    expect(disableRule(context, "report-1")).toMatchObject({ status: "disabled", state: "stopped", version: 2 });
    expect(disableRule(context, "report-1").version).toBe(2);
  });
});

describe("deleteRule", () => {
  it("is refused while messages are stored, and leaves the rule as it was", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    context.runtimeDouble.backlogs.set("report-1", { backlog: 3, spooled: 3 });
    const deletion = deleteRule(context, "report-1", { discardBacklog: false });
    await expect(deletion).rejects.toMatchObject({ code: "BACKLOG_NOT_EMPTY", status: 409 });
    expect(getRule(context, "report-1").status).toBe("enabled");
  });

  it("stops the rule before it believes that nothing is left, and starts it again when something is", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    context.runtimeDouble.answer = (request) => {
      if (request.method === "reconcile") {
        expect(getRule(context, "report-1").status).toBe("disabled");
      }
      return request.method === "backlog" ? { backlog: 2, spooled: 0 } : 0;
    };
    const deletion = deleteRule(context, "report-1", { discardBacklog: false });
    await expect(deletion).rejects.toMatchObject({ code: "BACKLOG_NOT_EMPTY" });
    expect(getRule(context, "report-1")).toMatchObject({ status: "enabled", version: 1 });
  });

  it("clears away what the runtime keeps", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    context.runtimeDouble.backlogs.set("report-1", { backlog: 3, spooled: 3 });
    await deleteRule(context, "report-1", { discardBacklog: true });
    expect(context.runtimeDouble.requests.at(-1)).toEqual({ method: "forgetRule", params: { ruleId: "report-1" } });
    expect(() => getRule(context, "report-1")).toThrow(expect.objectContaining({ code: "RULE_NOT_FOUND" }));
    await expect(createRule(context, instanceId, input)).resolves.toMatchObject({ version: 1 });
  });

  it("without the runtime waits for it, or discards and clears away later", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    context.runtimeDouble.goDown();
    await expect(deleteRule(context, "report-1", { discardBacklog: false })).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    await deleteRule(context, "report-1", { discardBacklog: true });
    await expect(createRule(context, instanceId, input)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    context.runtimeDouble.isUp = true;
    await forgetDeletedRules(context);
    await expect(createRule(context, instanceId, input)).resolves.toMatchObject({ version: 1 });
  });
});

describe("the state of a rule", () => {
  it("is the runtime's word while it is fresh, and says so when the runtime is gone", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    context.runtimeDouble.emit(snapshot({ "report-1": ruleSnapshot(instanceId) }));
    expect(getRule(context, "report-1").state).toBe("running");
    expect(listRules(context, instanceId, { ...page, state: "running" }).total).toBe(1);
    expect(listRules(context, instanceId, { ...page, state: "stalled" }).total).toBe(0);
    context.runtimeDouble.goDown();
    expect(getRule(context, "report-1")).toMatchObject({ state: "retrying", stateReason: "runtimeDown" });
  });

  it("is never running for a disabled rule", async () => {
    const { context, instanceId, input } = await setUp();
    await createRule(context, instanceId, input);
    disableRule(context, "report-1");
    context.runtimeDouble.emit(snapshot({ "report-1": ruleSnapshot(instanceId) }));
    expect(getRule(context, "report-1").state).toBe("stopped");
  });
});
