import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq } from "@/tests/helpers/rocketmq-server";
import { waitFor } from "@/tests/helpers/wait-for";
import { expectArrival, openSite, patienceMs, publishTo, type Site, untilDelivered } from "../destination/site";

const topic = "two-brokers";
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

test("a second broker joins the cluster and leaves it under load: it takes its part, and none is lost or out of order", async () => {
  const { rocketmq, namesrvPort, dataDir } = site;
  const stage = await publishTo(site, topic);
  await untilDelivered(stage, 300);
  const { brokerPort } = await freeRocketmqPorts();
  const second = await startRocketmq({
    dataDir: path.join(dataDir, "b"),
    namesrvPort,
    brokerPort,
    joinsAs: "broker-b",
  });
  onTestFinished(() => second.stop());
  await second.createTopic(topic);
  const takesPart = async () => (await second.countStored(topic)) > 200;
  await waitFor(takesPart, { timeoutMs: patienceMs, intervalMs: 500, what: "the second broker stores messages" });
  await second.stopBroker();
  await untilDelivered(stage, 3_000);
  // Started again only so that what it stored can be read.
  await second.startBroker();
  await second.createTopic(topic);
  await expectArrival(stage);
  expect(await rocketmq.countStored(topic)).toBeGreaterThan(200);
  expect(await second.countStored(topic)).toBeGreaterThan(200);
});
