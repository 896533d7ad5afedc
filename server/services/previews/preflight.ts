import { findTopic } from "@/db/queries/topics";
import { limits } from "@/lib/limits";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { PreflightInput, PreflightResult, PreflightStep } from "@/lib/rules/preview";
import { say } from "@/lib/said/say";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { audit, commit } from "@/server/services/shared/commit";
import { requireInstance } from "@/server/services/shared/require";
import { requireTarget } from "./preview-message";

type Step = PreflightResult["steps"][number];
type Found = Pick<Step, "outcome" | "detail">;

const testBody = Buffer.from("Test message of a rule that is being created. It carries nothing.");

/**
 * Tries what a rule would need, before there is one: its topic, the cluster, the route, the right to write, the size. Stops at the first
 * step that fails, whose detail says what to do. Only the test message, when asked for, leaves anything behind.
 */
export async function preflightRule(
  context: ServiceContext,
  instanceId: string,
  input: PreflightInput,
): Promise<PreflightResult> {
  const { row: instance } = requireInstance(context.db, instanceId);
  const { rocketmqInstanceId, topic } = input.destination;
  const target = requireTarget(context, rocketmqInstanceId);
  const checks: [PreflightStep, () => Found | Promise<Found>][] = [
    ["source", () => checkSource(context, instance, input.source.topic)],
    ["instance", () => checkVersion(context, target)],
    ["route", () => checkRoute(context, target, topic)],
    ["permission", () => checkPermission(context, target, topic)],
    ["size", checkSize],
  ];
  if (input.sendTestMessage) {
    checks.push(["testMessage", () => sendTest(context, instanceId, target, topic)]);
  }
  const steps: Step[] = [];
  for (const [step, check] of checks) {
    const startedAtMs = performance.now();
    const found = await attempt(check);
    steps.push({ step, ...found, durationMs: Math.round(performance.now() - startedAtMs) });
    if (found.outcome === "failed") {
      break;
    }
  }
  return { ok: steps.every(({ outcome }) => outcome !== "failed"), steps };
}

async function attempt(check: () => Found | Promise<Found>): Promise<Found> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof AppError) {
      return { outcome: "failed", detail: error.message };
    }
    throw error;
  }
}

function checkSource(context: ServiceContext, instance: { instanceId: string; name: string }, topic: string): Found {
  return findTopic(context.db, instance.instanceId, topic) === undefined
    ? { outcome: "failed", detail: say("sourceTopicMissing", { instance: instance.name, topic }) }
    : { outcome: "ok", detail: say("sourceTopicThere", { instance: instance.name, topic }) };
}

async function checkVersion(context: ServiceContext, target: RocketmqTarget): Promise<Found> {
  const version = await context.rocketmq.detectVersion(target);
  return version === undefined
    ? { outcome: "unknown", detail: say("clusterVersionUntold") }
    : { outcome: "ok", detail: say("clusterVersion", { version }) };
}

async function checkRoute(context: ServiceContext, target: RocketmqTarget, topic: string): Promise<Found> {
  return (await context.rocketmq.topicStatus(target, topic)) === "missing"
    ? { outcome: "failed", detail: say("destinationMissing", { topic }) }
    : { outcome: "ok", detail: say("destinationThere", { topic }) };
}

async function checkPermission(context: ServiceContext, target: RocketmqTarget, topic: string): Promise<Found> {
  if (!hasNameServer(target)) {
    return { outcome: "unknown", detail: say("writableUntold") };
  }
  const queues = await context.rocketmq.writableQueues(target, topic);
  if (queues.length === 0) {
    return { outcome: "failed", detail: say("destinationReadOnly", { topic }) };
  }
  const brokers = new Set(queues.map(({ brokerName }) => brokerName)).size;
  const code = target.accessKey === undefined ? "queuesWritable" : "queuesWritableByAccount";
  return { outcome: "ok", detail: say(code, { queues: queues.length, brokers }) };
}

/** The broker's own setting is not asked: an account for sending may not read it. */
function checkSize(): Found {
  const mib = limits.rocketmqMessageBytesMax / 1024 / 1024;
  return { outcome: "ok", detail: say("bodyLimit", { mib }) };
}

async function sendTest(
  context: ServiceContext,
  instanceId: string,
  target: RocketmqTarget,
  topic: string,
): Promise<Found> {
  if (!hasNameServer(target)) {
    return { outcome: "unknown", detail: say("testNeedsNameServer") };
  }
  const { messageId, brokerName, queueId, queueOffset } = await context.rocketmq.sendTestMessage(
    target,
    topic,
    testBody,
  );
  commit(context, (tx) =>
    audit(tx, context, {
      action: "rocketmqTopic.testMessage",
      entityType: "rocketmqTopic",
      entityId: topic,
      instanceId,
      after: { rocketmqInstanceId: target.instanceId, messageId },
    }),
  );
  const place = { broker: brokerName, queue: queueId, messageId };
  const detail =
    queueOffset === undefined ? say("testStored", place) : say("testStoredAt", { ...place, offset: queueOffset });
  return { outcome: "ok", detail };
}

function hasNameServer({ endpoint }: RocketmqTarget): boolean {
  return endpoint.protocol === "remoting" || (endpoint.adminNameServers ?? []).length > 0;
}
