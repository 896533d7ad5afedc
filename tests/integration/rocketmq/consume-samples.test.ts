import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type ConsumeTarget, consumeSamples } from "@/components/rules/detail/consume-samples";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { ClientPool } from "@/server/rocketmq/client-pool";
import { RemotingSink } from "@/server/runtime/sinks/remoting-sink";
import { doorMessage, doorMessageHead } from "@/tests/helpers/door-message";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { readClasspath } from "@/tests/helpers/read-topic";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { findModules, formatGo, hasGo, runJava, runNode, type SampleProgram } from "@/tests/helpers/sample-program";
import { waitFor } from "@/tests/helpers/wait-for";

const dataDir = mkdtempSync(path.join(tmpdir(), "consume-samples-"));
const timeoutMs = 60_000;
const keys = { ACCESS_KEY: "an-access-key", SECRET_KEY: "a-secret-key" };
let rocketmq: TestRocketmq;

beforeAll(async () => {
  rocketmq = await startRocketmq({ dataDir, ...(await freeRocketmqPorts()) });
});

afterAll(async () => {
  await rocketmq?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Stores one MQTT message as a rule with this destination does. */
async function forward(topic: string, namespace: string | undefined, text: string): Promise<void> {
  await rocketmq.createTopic(namespace === undefined ? topic : `${namespace}%${topic}`, 4);
  const target: RocketmqTarget = {
    instanceId: "test",
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: [rocketmq.nameServer] },
    namespace,
    accessKey: undefined,
    secretKey: undefined,
    securityToken: undefined,
    tls: undefined,
    requireReplica: false,
  };
  const sink = new RemotingSink({ target, topic, pool: new ClientPool() });
  onTestFinished(() => sink.close());
  sink.open({ onState: () => {} });
  await waitFor(() => sink.state.status === "connected", { timeoutMs, what: "the sink is connected" });
  expect(await sink.send(0, [doorMessage(text)], false)).toMatchObject([{ status: "delivered" }]);
}

const samples = (changes: Partial<ConsumeTarget>) =>
  consumeSamples({
    endpoint: { protocol: "remoting", nameServers: [rocketmq.nameServer] },
    namespace: undefined,
    hasKeys: false,
    topic: "Consumed",
    group: "GID_sample",
    ...changes,
  });

async function expectPrinted(program: SampleProgram, text: string): Promise<void> {
  await waitFor(() => program.printed().includes(`${doorMessageHead} ${text}`), {
    timeoutMs,
    what: "the sample prints topic, client and body",
  }).catch((error: Error) => {
    throw new Error(`${error.message}; printed ${program.printed()}; complained ${program.errors()}`);
  });
}

describe("programs offered for reading what a rule delivers by Remoting", () => {
  test("the Java one compiles as it stands and prints a message stored before it started", {
    timeout: 180_000,
  }, async () => {
    await forward("ByJava", undefined, "for Java");
    await expectPrinted(await runJava(samples({ topic: "ByJava" }).java, readClasspath()), "for Java");
  });

  test("the Java one reads a topic in a namespace, with keys from the environment", { timeout: 180_000 }, async () => {
    await forward("ByJava", "MQ_INST_test", "for Java in a namespace");
    const { java } = samples({ topic: "ByJava", namespace: "MQ_INST_test", hasKeys: true });
    await expectPrinted(await runJava(java, readClasspath(), keys), "for Java in a namespace");
  });

  const modulesDir = findModules("ali-ons");
  const nodeTitle = "the Node.js one prints a message stored before it started, in a namespace too";
  test.runIf(modulesDir !== undefined)(
    modulesDir === undefined
      ? `${nodeTitle} (skipped: npm install --prefix .cache/samples ali-ons urllib@2)`
      : nodeTitle,
    { timeout: 180_000 },
    async () => {
      await forward("ByNode", undefined, "for Node.js");
      await forward("ByNode", "MQ_INST_test", "for Node.js in a namespace");
      const plain = runNode(samples({ topic: "ByNode" }).node, modulesDir ?? "");
      await expectPrinted(plain, "for Node.js");
      const inNamespace = samples({ topic: "ByNode", namespace: "MQ_INST_test", hasKeys: true }).node;
      await expectPrinted(runNode(inNamespace, modulesDir ?? "", keys), "for Node.js in a namespace");
    },
  );

  const goTitle = "the Go ones are well-formed, by Remoting and gRPC, with and without keys";
  test.runIf(hasGo())(hasGo() ? goTitle : `${goTitle} (skipped: no gofmt here)`, async () => {
    const grpc = { protocol: "grpc", endpoints: "127.0.0.1:8081", ordering: "ordered" } as const;
    for (const changes of [{}, { namespace: "NS", hasKeys: true }]) {
      expect(await formatGo(samples(changes).go)).toBe("");
      expect(await formatGo(samples({ ...changes, endpoint: grpc }).go)).toBe("");
    }
  });
});
