import { afterAll, beforeAll, expect, test } from "vitest";
import { waitFor } from "@/tests/helpers/wait-for";
import {
  expectArrival,
  expectBlocked,
  openSite,
  patienceMs,
  publishTo,
  type Site,
  untilDelivered,
} from "./destination/site";
import { waitForState } from "./outbound";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

test.concurrent("a destination topic that is deleted blocks the rule visibly, and everything arrives once it is created again", async () => {
  const beforePublishing = () => site.rocketmq.deleteTopic("goes-missing");
  const stage = await publishTo(site, "goes-missing", { ratePerSecond: 200, beforePublishing });
  await expectBlocked(stage, performance.now(), /topicMissing: .*topic/i);
  expect((await site.app.api.metrics(stage.rule.ruleId)).totals.delivered).toBe(0);
  await site.rocketmq.createTopic("goes-missing");
  await expectArrival(stage);
});

test.concurrent("a destination topic made read-only under load blocks the rule visibly, and everything arrives once it can be written", async () => {
  const stage = await publishTo(site, "read-only");
  await untilDelivered(stage, 300);
  await site.rocketmq.setTopicPermission("read-only", 4);
  // 4.9.7 itself stores on: routes alone say that nobody should write, and they are asked for every 30 s.
  await waitForState(stage.rule, "retrying", patienceMs);
  await expectBlocked(stage, performance.now(), /brokerReadOnly/);
  const storedWhenBlocked = await site.rocketmq.countStored("read-only");
  const acknowledgedWhenBlocked = stage.publisher.acknowledged.size;
  const hasGoneOn = () => stage.publisher.acknowledged.size - acknowledgedWhenBlocked > 500;
  await waitFor(hasGoneOn, { timeoutMs: patienceMs, what: "publishers go on" });
  expect(await site.rocketmq.countStored("read-only")).toBe(storedWhenBlocked);
  await site.rocketmq.setTopicPermission("read-only", 6);
  await expectArrival(stage);
});

test("the name server killed and started again under load: messages are stored all the while", async () => {
  const { app, rocketmq } = site;
  const stage = await publishTo(site, "nameless");
  await untilDelivered(stage, 300);
  await rocketmq.killNameServer();
  await untilDelivered(stage, 3_000);
  await rocketmq.startNameServer();
  // It learns of the broker with that one's next registration; until then it knows no topic at all.
  const endpoint = { protocol: "remoting", nameServers: [rocketmq.nameServer] };
  const isRouted = async () =>
    (await app.api.call<{ ok: boolean }>("POST", "/rocketmq-instances/test", { endpoint })).ok;
  await waitFor(isRouted, { timeoutMs: patienceMs, intervalMs: 500, what: "the name server knows the broker again" });
  await untilDelivered(stage, 1_000);
  // That the runtime was not heard for a moment is the busy machine's doing.
  const isHeard = ({ reason = "" }) => !reason.startsWith("runtimeDown");
  expect(stage.watch.seen.filter(isHeard).filter(({ state }) => state !== "running")).toEqual([]);
  await expectArrival(stage);
});
