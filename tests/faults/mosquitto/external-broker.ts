import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { type StartMosquittoOptions, startMosquitto, type TestMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { addCleanup } from "../cleanups";
import {
  type DeliveryReport,
  type OutboundRule,
  prepareOutbound,
  verifyDelivery,
  waitForState,
  waitUntilDrained,
} from "../outbound";
import { StateWatch } from "../state-watch";

export const patienceMs = 90_000;

/** A Mosquitto of one test's own with a rule on it; publishers take a second listener, past log-in and encryption. */
export interface ExternalBroker {
  app: ConsoleApp;
  mosquitto: TestMosquitto;
  publishPort: number;
  instanceId: string;
  rule: OutboundRule;
  watch: StateWatch;
}

export interface ExternalBrokerOptions {
  name: string;
  mosquitto?: Omit<StartMosquittoOptions, "port">;
  /** Lines of the product's own listener. */
  listenerConfig?: string;
  connection?: Record<string, unknown>;
}

export function temporaryDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-broker-"));
  addCleanup(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export async function openExternalBroker(app: ConsoleApp, options: ExternalBrokerOptions): Promise<ExternalBroker> {
  const { name, listenerConfig = "allow_anonymous true" } = options;
  const port = await freePort();
  const publishPort = await freePort();
  const mosquitto = await startMosquitto({
    port,
    perListener: true,
    config: `${listenerConfig}\nlistener ${publishPort} 127.0.0.1\nallow_anonymous true`,
    ...options.mosquitto,
  });
  addCleanup(() => mosquitto.stop());
  const { instanceId } = await app.api.call<{ instanceId: string }>("POST", "/instances", {
    name,
    regionId: "cn-hangzhou",
    connection: { url: mosquitto.url, ...options.connection },
  });
  const rule = await prepareOutbound(app, { topic: name, instanceId });
  const watch = new StateWatch(app, rule.ruleId);
  addCleanup(() => watch.stop());
  return { app, mosquitto, publishPort, instanceId, rule, watch };
}

export function publishTo({ publishPort, rule }: ExternalBroker, levelPrefix = "dev"): SequencePublisher {
  const publisher = new SequencePublisher({
    port: publishPort,
    parentTopic: rule.topic,
    clients: 5,
    subtopics: 20,
    ratePerSecond: 400,
    levelPrefix,
  });
  addCleanup(() => publisher.close());
  return publisher;
}

export async function untilAcknowledged(publisher: SequencePublisher, count: number): Promise<void> {
  const goal = publisher.acknowledged.size + count;
  const what = `${count} more messages are acknowledged`;
  await waitFor(() => publisher.acknowledged.size >= goal, { timeoutMs: patienceMs, what });
}

/** The console says it, and within 5 s of the beginning that something is wrong. */
export async function expectShown({ rule, watch }: ExternalBroker, beganAtMs: number, says: RegExp): Promise<void> {
  const isShown = () => watch.seen.some(({ atMs, reason }) => atMs > beganAtMs && says.test(reason ?? ""));
  await waitFor(isShown, { timeoutMs: patienceMs, what: `${rule.ruleId} says ${says}` }).catch((error) => {
    throw new Error(`${rule.ruleId} said ${watch.reasonsSince(0).join("; ")}`, { cause: error });
  });
  expect(watch.msUntilNotRunning(beganAtMs)).toBeLessThan(watch.truthWithinMs);
}

/** Waits until everything acknowledged has come out at the other end, and holds it against what was published. */
export async function expectArrival(
  { app, rule, watch }: ExternalBroker,
  publishers: readonly SequencePublisher[],
): Promise<DeliveryReport> {
  const beganAtMs = performance.now();
  await waitForState(rule, "running", patienceMs);
  const recoveryMs = Math.round(performance.now() - beganAtMs);
  await Promise.all(publishers.map((publisher) => publisher.stop()));
  const acknowledged = publishers.reduce((sum, publisher) => sum + publisher.acknowledged.size, 0);
  await waitUntilDrained(rule, patienceMs, acknowledged);
  const report = await verifyDelivery(publishers, app.nameServer, rule.topic, { hasClientId: false });
  // What the broker sent once more may have come last, and is known of with the next figures only.
  const isKnown = async () => {
    const { received, retried } = (await app.api.metrics(rule.ruleId)).totals;
    return report.read <= received + retried;
  };
  await waitFor(isKnown, {
    timeoutMs: patienceMs,
    intervalMs: 200,
    what: "every copy in RocketMQ was received or retried",
  });
  const { received, retried } = (await app.api.metrics(rule.ruleId)).totals;
  console.log(JSON.stringify({ ...report, recoveryMs, received, retried, said: watch.reasonsSince(0).slice(0, 12) }));
  expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
  return report;
}
