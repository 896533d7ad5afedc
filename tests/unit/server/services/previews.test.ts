import { describe, expect, it } from "vitest";
import { PreviewMessageInput } from "@/lib/rules/preview";
import { previewMessage as runtimePreview } from "@/server/runtime/preview-message";
import { listAuditEvents } from "@/server/services/audit/list";
import { preflightRule } from "@/server/services/previews/preflight";
import { previewMessage } from "@/server/services/previews/preview-message";
import { createTestContext, makeInstance, makeRocketmq } from "./test-context";

async function setUp() {
  const context = createTestContext();
  const instanceId = makeInstance(context);
  const rocketmqInstanceId = await makeRocketmq(context);
  // The runtime's own code behind the protocol, as the product has it.
  context.runtimeDouble.answer = (request) =>
    request.method === "previewMessage" ? runtimePreview(request.params) : { backlog: 0, spooled: 0 };
  return { context, instanceId, rocketmqInstanceId, destination: { rocketmqInstanceId, topic: "TopicB" } };
}

const sample = (changes: object) => PreviewMessageInput.parse({ topic: "TopicA/line-1", payload: "21.5", ...changes });

describe("previewing a message", () => {
  it("shows every property that the mapping writes, the body's bytes and the lane's queue", async () => {
    const { context, instanceId, destination } = await setUp();
    const shown = await previewMessage(context, instanceId, sample({ clientId: "GID_a@@@b", qos: 2, destination }));
    expect(shown.properties.filter(({ isExample }) => !isExample)).toEqual([
      { name: "topic", value: "TopicA/line-1", isEscaped: false, isExample: false },
      { name: "mqttSecondTopic", value: "/line-1", isEscaped: false, isExample: false },
      { name: "qoslevel", value: "2", isEscaped: false, isExample: false },
      { name: "clientId", value: "GID_a@@@b", isEscaped: false, isExample: false },
    ]);
    expect(shown.properties.filter(({ isExample }) => isExample).map(({ name }) => name)).toEqual(["UNIQ_KEY"]);
    expect(Buffer.from(shown.bodyBase64, "base64").toString()).toBe("21.5");
    expect(shown.queue).toEqual({ brokerName: "broker-a", queueId: shown.lane % 4, queueCount: 4 });
  });

  it("leaves the bytes of a binary body alone", async () => {
    const { context, instanceId } = await setUp();
    const payload = Buffer.from([0, 255, 1, 2]).toString("base64");
    const shown = await previewMessage(context, instanceId, sample({ payload, encoding: "base64" }));
    expect(shown.bodyBase64).toBe(payload);
    expect(shown.queue).toBeUndefined();
  });

  it("says why a message would become a dead letter", async () => {
    const { context, instanceId } = await setUp();
    const userProperties = [0, 1].map((i) => ({ key: `k${i}`, value: "x".repeat(8_000) }));
    expect((await previewMessage(context, instanceId, sample({ userProperties }))).refusal).toMatch(/at most/);
  });

  it("still shows the message when the cluster is away", async () => {
    const { context, instanceId, destination } = await setUp();
    context.cluster.isReachable = false;
    const shown = await previewMessage(context, instanceId, sample({ destination }));
    expect(shown.queueProblem).toMatch(/cannot be reached/);
    expect(shown.properties.length).toBeGreaterThan(0);
  });
});

describe("preflight", () => {
  const run = async (
    changes: { topic?: string; source?: string; sendTestMessage?: boolean } = {},
    prepare = (_: Awaited<ReturnType<typeof setUp>>) => {},
  ) => {
    const all = await setUp();
    prepare(all);
    const { topic = "TopicB", source = "TopicA", sendTestMessage = false } = changes;
    const result = await preflightRule(all.context, all.instanceId, {
      source: { topic: source },
      destination: { ...all.destination, topic },
      sendTestMessage,
    });
    return { ...all, result, last: result.steps.at(-1) };
  };

  it("passes every step and leaves nothing behind", async () => {
    const { result, context } = await run();
    expect(result.ok).toBe(true);
    expect(result.steps.map(({ step }) => step)).toEqual(["source", "instance", "route", "permission", "size"]);
    expect(context.cluster.testMessages).toEqual([]);
  });

  it("stores a test message only when asked, and audits it", async () => {
    const { result, context } = await run({ sendTestMessage: true });
    expect(result.steps.at(-1)).toMatchObject({ step: "testMessage", outcome: "ok" });
    expect(context.cluster.testMessages).toHaveLength(1);
    expect(listAuditEvents(context, { page: 1, pageSize: 1 }).items[0]?.action).toBe("rocketmqTopic.testMessage");
  });

  it("stops at the first step that fails and says the way out", async () => {
    expect((await run({ source: "Nowhere" })).last).toMatchObject({ step: "source", outcome: "failed" });
    expect((await run({ topic: "Missing", sendTestMessage: true })).last).toMatchObject({
      step: "route",
      outcome: "failed",
      detail: expect.stringContaining("Create it first"),
    });
    const readOnly = await run({ sendTestMessage: true }, ({ context }) => {
      context.cluster.queueIds = [];
    });
    expect(readOnly.last).toMatchObject({ step: "permission", outcome: "failed" });
    expect(readOnly.context.cluster.testMessages).toEqual([]);
    const away = await run({}, ({ context }) => {
      context.cluster.isReachable = false;
    });
    expect(away.last).toMatchObject({ step: "instance", outcome: "failed" });
  });
});
