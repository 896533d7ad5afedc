import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { type Reply, ScriptedRemotingServer } from "@/tests/helpers/scripted-remoting-server";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { addCleanup, runCleanups } from "./cleanups";
import { type OutboundRule, prepareOutbound, registerRocketmq, verifyRead, waitForState } from "./outbound";
import { StateWatch } from "./state-watch";

let app: ConsoleApp;
beforeAll(async () => {
  app = await startConsoleApp({ env: { SLUICE_EMBEDDED: "mqtt" } });
});
afterAll(async () => {
  await runCleanups();
  await app?.dispose();
});

interface Misbehaviour {
  name: string;
  /** What a send is answered with. */
  answer: (store: () => Reply) => Reply;
  /** What the console says of it. */
  says: RegExp;
  /** Messages are stored all the same. */
  isStoring?: boolean;
}

const refuse =
  (code: number, remark: string): Misbehaviour["answer"] =>
  () => ({ kind: "answer", code, remark });

const timeoutCleanQueue =
  "[TIMEOUT_CLEAN_QUEUE]broker busy, start flow control for a while, period in queue: 206ms, size of queue: 5";

const misbehaviours: Misbehaviour[] = [
  {
    name: "slow",
    answer: (store) => ({ ...(store() as Extract<Reply, { kind: "answer" }>), afterMs: 2_000 }), // safe because storing answers
    says: /backlog|noConfirmation/,
    isStoring: true,
  },
  { name: "silent", answer: () => ({ kind: "silence" }), says: /sinkUnreachable: .*did not answer/ },
  { name: "busy-queue", answer: refuse(2, timeoutCleanQueue), says: /brokerBusy: .*TIMEOUT_CLEAN_QUEUE/ },
  {
    name: "busy-page-cache",
    answer: refuse(2, "[PC_SYNCHRONIZED]broker busy, start flow control for a while"),
    says: /brokerBusy: .*PC_SYNCHRONIZED/,
  },
  {
    name: "busy-system",
    answer: refuse(2, "[REJECTREQUEST]system busy, start flow control for a while"),
    says: /brokerBusy: .*REJECTREQUEST/,
  },
  { name: "flow-control", answer: refuse(215, "too many requests"), says: /brokerBusy: .*215/ },
  {
    name: "no-space",
    answer: refuse(14, "service not available now. It may be caused by one of the following reasons: disk full"),
    says: /diskFull/,
  },
  { name: "no-permission", answer: refuse(16, "the broker's sending message is forbidden"), says: /brokerReadOnly/ },
  { name: "unknown-code", answer: refuse(4_711, "a word from the future"), says: /unknown: .*4711/ },
  { name: "system-error", answer: refuse(1, ""), says: /unknown: .*code 1/ },
  { name: "unknown-negative-code", answer: refuse(-9, "below zero"), says: /unknown: .*-9/ },
  { name: "hangs-up", answer: () => ({ kind: "disconnect" }), says: /sinkUnreachable|sinkConnecting/ },
  { name: "garbage", answer: () => ({ kind: "garbage", bytes: Buffer.alloc(64, 0x7b) }), says: /sinkUnreachable/ },
];

async function startScripted(): Promise<ScriptedRemotingServer> {
  const server = await new ScriptedRemotingServer().listen();
  addCleanup(() => server.close());
  return server;
}

function publishTo(rule: OutboundRule): SequencePublisher {
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 4,
    subtopics: 8,
    ratePerSecond: 100,
  });
  addCleanup(() => publisher.close());
  return publisher;
}

/** Publishers go on, the console says why nothing arrives, and nothing was given up. */
async function expectBlocked(rule: OutboundRule, publisher: SequencePublisher, says: RegExp, beganAtMs: number) {
  const watch = new StateWatch(app, rule.ruleId);
  addCleanup(() => watch.stop());
  const acknowledgedBefore = publisher.acknowledged.size;
  const saysWhy = () => watch.seen.some(({ state, reason }) => state !== "running" && says.test(reason ?? ""));
  await waitFor(saysWhy, { timeoutMs: 60_000, what: `${rule.ruleId} says ${says}` }).catch((error) => {
    throw new Error(`${rule.ruleId} said ${watch.reasonsSince(0).join("; ")}`, { cause: error });
  });
  const shownAfterMs = watch.msUntilNotRunning(beganAtMs);
  const hasGoneOn = () => publisher.acknowledged.size - acknowledgedBefore > 300;
  await waitFor(hasGoneOn, { timeoutMs: 60_000, what: `publishers of ${rule.ruleId} go on` });
  const { totals } = await app.api.metrics(rule.ruleId);
  expect(totals).toMatchObject({ deadLettered: 0, lost: 0, discarded: 0 });
  expect(shownAfterMs).toBeLessThan(watch.truthWithinMs);
  return { shownAfterMs, during: publisher.acknowledged.size - acknowledgedBefore };
}

/** Everything arrived, in order. Returns how long that took from the moment at which the server was well. */
async function expectArrival(rule: OutboundRule, publisher: SequencePublisher, server: ScriptedRemotingServer) {
  const wellAtMs = performance.now();
  await waitForState(rule, "running", 90_000);
  const recoveryMs = Math.round(performance.now() - wellAtMs);
  await publisher.stop();
  const isThrough = async () => {
    const { totals } = await app.api.metrics(rule.ruleId);
    return totals.delivered >= publisher.acknowledged.size && totals.spooled + totals.inFlight === 0;
  };
  await waitFor(isThrough, { timeoutMs: 90_000, intervalMs: 200, what: `everything of ${rule.ruleId} is delivered` });
  const report = verifyRead(publisher, rule.topic, server.stored);
  const { totals } = await app.api.metrics(rule.ruleId);
  expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
  expect(report.duplicates).toBeLessThanOrEqual(totals.retried);
  expect(totals).toMatchObject({ deadLettered: 0, lost: 0, discarded: 0 });
  return { ...report, recoveryMs };
}

test.concurrent.each(misbehaviours)(
  "RocketMQ that is $name: everything is retried until it is stored, nothing is given up, and the console says why",
  async ({ name, answer, says, isStoring = false }) => {
    const server = await startScripted();
    const rule = await prepareOutbound(app, { topic: name, nameServer: server.address, isTopicThere: true });
    const publisher = publishTo(rule);
    await waitFor(() => server.stored.length > 100, { timeoutMs: 60_000, what: "messages flow" });
    let refusals = 0;
    const beganAtMs = performance.now();
    server.play((request) => {
      if (request.code !== 310 && request.code !== 320) {
        return server.standardReply(request);
      }
      refusals += 1;
      return answer(() => server.storeReply(request));
    });
    const blocked = await expectBlocked(rule, publisher, says, beganAtMs);
    expect(refusals).toBeGreaterThan(1);
    const before = server.stored.length;
    server.play((request) => server.standardReply(request));
    const arrived = await expectArrival(rule, publisher, server);
    expect(isStoring || arrived.read > before).toBe(true);
    console.log(JSON.stringify({ name, refusals, ...blocked, ...arrived }));
  },
);

const aclRefusal = (why: string) =>
  `org.apache.rocketmq.acl.common.AclException: [${why}]\n\tat org.apache.rocketmq.acl.plain.PlainPermissionManager`;

test.concurrent("the account's key is rotated at RocketMQ: refused visibly, and everything arrives once the new key is entered", async () => {
  const server = await startScripted();
  let validKey = "first";
  server.play((request) => {
    const isAdmitted = request.fields["AccessKey"] === validKey || request.code === 105 || request.code === 106;
    return isAdmitted
      ? server.standardReply(request)
      : { kind: "answer", code: 1, remark: aclRefusal(`No acl config for ${request.fields["AccessKey"]}`) };
  });
  const keys = { accessKey: "first", secretKey: "a secret" };
  const rocketmqInstanceId = await registerRocketmq(app, "rotated", server.address, keys);
  const rule = await prepareOutbound(app, { topic: "rotated", rocketmqInstanceId, isTopicThere: true });
  const publisher = publishTo(rule);
  await waitFor(() => server.stored.length > 100, { timeoutMs: 60_000, what: "messages flow" });
  const beganAtMs = performance.now();
  validKey = "second";
  const blocked = await expectBlocked(rule, publisher, /accessDenied/, beganAtMs);
  await app.api.call("PATCH", `/rocketmq-instances/${rocketmqInstanceId}`, {
    accessKey: "second",
    secretKey: "another secret",
  });
  const arrived = await expectArrival(rule, publisher, server);
  console.log(JSON.stringify({ name: "key-rotated", ...blocked, ...arrived }));
});

test.concurrent("the account is refused at RocketMQ and admitted again: everything arrives without anybody's doing", async () => {
  const server = await startScripted();
  const rule = await prepareOutbound(app, { topic: "acl", nameServer: server.address, isTopicThere: true });
  const publisher = publishTo(rule);
  await waitFor(() => server.stored.length > 100, { timeoutMs: 60_000, what: "messages flow" });
  const beganAtMs = performance.now();
  server.play((request) =>
    request.code === 105
      ? server.standardReply(request)
      : { kind: "answer", code: 1, remark: aclRefusal("Check signature failed for accessKey=first") },
  );
  await expectBlocked(rule, publisher, /accessDenied/, beganAtMs);
  server.play((request) => server.standardReply(request));
  await expectArrival(rule, publisher, server);
});
