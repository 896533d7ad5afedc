import { describe, expect, it } from "vitest";
import { Said } from "@/components/ui/said";
import { PreviewMessageInput } from "@/lib/rules/preview";
import { testMqttConnection } from "@/server/mqtt/connection-test";
import { subackError } from "@/server/mqtt/reason-codes";
import { networkError, parseBrokerUrl } from "@/server/mqtt/transport";
import { RemotingError } from "@/server/rocketmq/remoting/errors";
import { describeSocketError, openSocket } from "@/server/rocketmq/remoting/open-socket";
import { TestRun } from "@/server/rocketmq/test-run";
import { previewMessage as runtimePreview } from "@/server/runtime/preview-message";
import { preflightRule } from "@/server/services/previews/preflight";
import { render, renderWords } from "@/tests/helpers/render-words";
import { createTestContext, makeInstance, makeRocketmq } from "../../server/services/test-context";

/** Nothing listens on the discard port. */
const closedPort = "127.0.0.1:9";

/** Every part of these is said in Chinese. */
function expectChinese(...texts: (string | undefined)[]): void {
  for (const text of texts) {
    expect(render(<Said text={text ?? ""} />, "zh-CN"), text).not.toContain('lang="en"');
  }
}

async function preflight(changes: { source?: string; topic?: string; isReachable?: boolean; queueIds?: number[] }) {
  const context = createTestContext();
  const instanceId = makeInstance(context);
  const rocketmqInstanceId = await makeRocketmq(context);
  context.cluster.isReachable = changes.isReachable ?? true;
  context.cluster.queueIds = changes.queueIds ?? context.cluster.queueIds;
  const { steps } = await preflightRule(context, instanceId, {
    source: { topic: changes.source ?? "TopicA" },
    destination: { rocketmqInstanceId, topic: changes.topic ?? "TopicB" },
    sendTestMessage: true,
  });
  return steps.map(({ detail }) => detail);
}

describe("a preflight", () => {
  it("is read in the reader's language, step by step", async () => {
    const found = await preflight({});
    expect(found).toHaveLength(6);
    expectChinese(...found);
    expect(renderWords(<Said text={found[3] ?? ""} />, "zh-CN")).toContain("4 个队列可写");
    expectChinese(...(await preflight({ source: "Nowhere" })), ...(await preflight({ topic: "Missing" })));
    expectChinese(...(await preflight({ queueIds: [] })));
  });

  it("leaves what a cluster said as it was said, within the reader's language", async () => {
    const why = (await preflight({ isReachable: false })).at(-1) ?? "";
    expect(render(<Said text={why} />, "zh-CN")).toContain('lang="en"');
  });
});

it("why a message would become a dead letter is read in the reader's language, with its sizes", () => {
  const request = PreviewMessageInput.parse({
    topic: "TopicA",
    userProperties: [0, 1].map((index) => ({ key: `k${index}`, value: "x".repeat(8_000) })),
  });
  const { refusal } = runtimePreview({ ...request, payloadBase64: "", isGrpc: false });
  expectChinese(refusal);
  expect(renderWords(<Said text={refusal ?? ""} />, "zh-CN")).toContain("最多转发 8,192 字节");
});

describe("a connection that fails", () => {
  it.each([
    "ENOTFOUND",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "CERT_HAS_EXPIRED",
    "CERT_NOT_YET_VALID",
    "EPROTO",
    "EWHAT",
    "",
  ])("to an MQTT broker is read in the reader's language: %s", (code) => {
    const error = networkError(Object.assign(new Error("x"), { code }), parseBrokerUrl("mqtts://broker.example:8883"));
    expectChinese(error.message);
    expect(renderWords(<Said text={error.message} />, "zh-CN")).toContain("broker.example");
  });

  it("to an MQTT broker is read in its test, step by step", async () => {
    const { steps } = await testMqttConnection({
      url: `mqtt://${closedPort}`,
      protocolVersion: "auto",
      clientIdPrefix: "sluice",
      auth: "password",
    });
    expect(steps.map(({ ok }) => ok)).toEqual([true, false]);
    expectChinese(...steps.map(({ detail }) => detail));
  });

  it("to RocketMQ is read with its cause and the way out", async () => {
    const error: unknown = await openSocket({ address: closedPort, tls: undefined, timeoutMs: 5_000 }).catch(
      (reason) => reason,
    );
    expectChinese(
      error instanceof RemotingError ? error.message : undefined,
      describeSocketError({ code: "ENOTFOUND" }),
    );
    expect(error).toMatchObject({ message: expect.stringContaining(closedPort) });
  });

  it("for a reason that nobody knows says so", async () => {
    const run = new TestRun<"dns">(1_000);
    await run.step("dns", () => Promise.reject(new Error("secret"))).catch(() => undefined);
    expectChinese(run.result().steps[0]?.detail);
  });

  it("because a subscription was refused names the filter", () => {
    const { message } = subackError(128, "TopicA/#").failure;
    expectChinese(message);
    expect(renderWords(<Said text={message} />, "zh-CN")).toContain("TopicA/#");
  });
});
