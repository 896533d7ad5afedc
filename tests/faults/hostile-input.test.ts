import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type ErrorCode, errorCodes, errorStatuses } from "@/lib/error-codes";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { type Answer, type HostileRequest, type OpenApi, send, toHostileRequest } from "./hostile/http-requests";
import { sendBytes, toHostileBytes } from "./hostile/mqtt-bytes";
import { mutate, mutateText } from "./hostile/mutate";
import { Random } from "./hostile/random";
import { type OutboundRule, prepareOutbound, verifyDelivery, waitUntilDrained } from "./outbound";

let app: ConsoleApp;
let rule: OutboundRule;
let pids: { console: number; runtime: number };
const seed = Number(process.env["SLUICE_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const random = new Random(seed);

beforeAll(async () => {
  console.log(`SLUICE_TEST_SEED=${seed}`);
  app = await startConsoleApp();
  rule = await prepareOutbound(app, { topic: "hostile" });
  pids = { console: app.consolePid(), runtime: await app.runtimePid() };
});
afterAll(() => app?.dispose());

/** Nothing died, the rule runs, and a message still arrives. */
async function expectHealthy(topic: string): Promise<void> {
  expect({ console: app.consolePid(), runtime: await app.runtimePid() }).toEqual(pids);
  // Lowering a quota is a change that a hostile client may rightly make; a person raises it again.
  await app.api.call("PATCH", `/instances/${rule.instanceId}`, { ruleQuota: 100, topicQuota: 1_000 });
  const healthy = await prepareOutbound(app, { topic });
  const publisher = new SequencePublisher({ port: app.ports.mqtt, parentTopic: topic, messages: 100 });
  onTestFinished(() => publisher.close());
  await publisher.done;
  const { retried } = await waitUntilDrained(healthy, 60_000, 100);
  const report = await verifyDelivery(publisher, app.nameServer, topic);
  expect(report).toMatchObject({ sent: 100, lost: 0, outOfOrder: 0 });
  expect(report.duplicates).toBeLessThanOrEqual(retried);
}

function isStackTrace(text: string): boolean {
  return /\n\s+at |node_modules|webpack-internal|SQLITE_|\.ts:\d/.test(text);
}

/** What is wrong with an answer of the API; undefined when it is a success or a typed error. */
function findFault({ status, contentType, text }: Answer): string | undefined {
  if (status < 400) {
    return status < 200 ? `status ${status}` : undefined;
  }
  if (isStackTrace(text)) {
    return "shows its insides";
  }
  if (!contentType.startsWith("application/problem+json")) {
    return `an error of type ${contentType}`;
  }
  const problem = JSON.parse(text) as { code: ErrorCode; status: number; requestId?: string };
  const isKnown = errorCodes.includes(problem.code) && problem.status === status && problem.requestId !== undefined;
  if (!isKnown || status === 500) {
    return `an error without its code: ${text.slice(0, 200)}`;
  }
  // A code may answer with 422 where it speaks of a reference in the body.
  return status === errorStatuses[problem.code] || status === 422 ? undefined : `${problem.code} with ${status}`;
}

async function sendAll(
  requests: readonly HostileRequest[],
  judge: (answer: Answer) => string | undefined,
): Promise<string[]> {
  const faults: string[] = [];
  const queue = [...requests];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { method, path, body } = next;
      const fault = await send(app.baseUrl, next).then(judge, (error: Error) => error.message);
      if (fault !== undefined) {
        faults.push(`${method} ${path.slice(0, 160)} ${String(body).slice(0, 300)}: ${fault}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return faults;
}

test("1,000 mutated requests to the documented API: every answer is a success or a typed error, and the product is well afterwards", async () => {
  const api = await app.api.call<OpenApi>("GET", "/openapi.json");
  const known = {
    instanceId: rule.instanceId,
    id: rule.instanceId,
    rocketmqInstanceId: rule.rocketmqInstanceId,
    ruleId: rule.ruleId,
    topic: rule.topic,
  };
  const requests = Array.from({ length: 1_000 }, () => toHostileRequest(api, known, random));
  expect(await sendAll(requests, findFault)).toEqual([]);
  await expectHealthy("after-api");
});

test("a foreign Host or Origin is refused", async () => {
  const foreign: Record<string, string>[] = [{ host: "evil.example" }, { origin: "http://evil.example" }];
  for (const headers of foreign) {
    const answer = await send(app.baseUrl, { method: "GET", path: "/api/v1/instances", headers, body: undefined });
    expect(answer.status, JSON.stringify(headers)).toBe(403);
  }
});

function readActionIds(): string[] {
  const file = path.resolve(import.meta.dirname, "../../.next/server/server-reference-manifest.json");
  expect(existsSync(file), file).toBe(true);
  return Object.keys((JSON.parse(readFileSync(file, "utf8")) as { node: Record<string, unknown> }).node);
}

test("300 mutated submits to the server actions: no 500, nothing of the insides shown, and the product is well afterwards", async () => {
  const { instanceId, regionId } = await app.api.embeddedInstance();
  const actionIds = [...readActionIds(), "00".repeat(21)];
  const page = `/${regionId}/instances/${instanceId}/rules/create`;
  const form = {
    ruleId: "rule-1",
    description: "",
    status: "enabled",
    type: "dataOutbound",
    source: { topic: rule.topic },
    destination: { service: "rocketmq", rocketmqInstanceId: rule.rocketmqInstanceId, topic: rule.topic },
  };
  const requests = Array.from({ length: 300 }, () => ({
    method: "POST",
    path: page,
    headers: {
      "next-action": random.pick(actionIds),
      "content-type": random.pick(["text/plain;charset=UTF-8", "application/json", "multipart/form-data; boundary=x"]),
      origin: app.baseUrl,
    },
    body: random.isChance(0.7)
      ? JSON.stringify([mutate(instanceId, random), mutate(form, random)])
      : mutateText([form], random),
  }));
  const judge = ({ status, text }: Answer) =>
    status >= 500 || isStackTrace(text) ? `${status}: ${text.slice(0, 200)}` : undefined;
  expect(await sendAll(requests, judge)).toEqual([]);
  await expectHealthy("after-actions");
});

test("500 hostile connections to the MQTT port: the broker goes on for everybody else", async () => {
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 4,
    ratePerSecond: 200,
  });
  onTestFinished(() => publisher.close());
  const queue = Array.from({ length: 500 }, () => toHostileBytes(random));
  const work = async () => {
    for (let bytes = queue.pop(); bytes !== undefined; bytes = queue.pop()) {
      await sendBytes(app.ports.mqtt, bytes, random);
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  await publisher.stop();
  expect(publisher.acknowledged.size).toBeGreaterThan(0);
  expect(publisher.reconnects).toBe(0);
  await expectHealthy("after-mqtt");
});
