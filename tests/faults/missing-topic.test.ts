import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { remotingRequest } from "@/server/embedded/rocketmq/remoting-request";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { updateTopic } from "@/tests/helpers/remoting-request";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "./outbound";

let app: ConsoleApp;
beforeAll(async () => {
  app = await startConsoleApp();
});
afterAll(() => app?.dispose());

const deleteTopicInBroker = 215;
const deleteTopicInNameServer = 216;

/** Behind the product's back, as an operator of the cluster would. */
async function deleteTopic(topic: string): Promise<void> {
  const extFields = { topic };
  expect((await remotingRequest(app.ports.broker, deleteTopicInBroker, { extFields })).code).toBe(0);
  expect((await remotingRequest(app.ports.namesrv, deleteTopicInNameServer, { extFields })).code).toBe(0);
}

test("a destination topic that is deleted blocks the rule visibly, and everything arrives once it is created again", async () => {
  const rule = await prepareOutbound(app, { topic: "goes-missing" });
  await deleteTopic(rule.topic);
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 4,
    subtopics: 8,
    ratePerSecond: 200,
    qos: 1,
  });
  onTestFinished(() => publisher.close());
  const isBlocked = async () => ["retrying", "stalled"].includes((await app.api.rule(rule.ruleId)).state);
  await waitFor(isBlocked, { timeoutMs: 5_000, what: "the console shows that the rule is blocked" });
  await waitFor(() => publisher.acknowledged.size > 1_000, { timeoutMs: 30_000, what: "publishers go on" });
  const blocked = await app.api.rule(rule.ruleId);
  expect(blocked.stateReason).toMatch(/topic/i);
  const { totals } = await app.api.metrics(rule.ruleId);
  expect(totals).toMatchObject({ deadLettered: 0, lost: 0, delivered: 0 });
  await updateTopic({ namesrvPort: app.ports.namesrv, brokerPort: app.ports.broker, name: rule.topic, queueCount: 8 });
  await publisher.stop();
  await waitUntilDrained(rule, 60_000);
  await waitForState(rule, "running", 30_000);
  expect(await verifyDelivery(publisher, app.nameServer, rule.topic)).toMatchObject({ lost: 0, outOfOrder: 0 });
});
