import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import type { RocketmqEndpoint } from "@/lib/rocketmq/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { openRocketmqClient } from "@/server/rocketmq/client";
import { encodeProperties } from "@/server/rocketmq/remoting/properties";
import type { FlowMessage } from "@/server/runtime/flow/contracts";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { waitFor } from "@/tests/helpers/wait-for";

/** A RocketMQ 5.5.0 for all tests here, started before them and stopped after them: name server, and a proxy with the broker inside. */
export function startCluster() {
  const dataDir = mkdtempSync(path.join(tmpdir(), "rocketmq5-"));
  let server: TestRocketmq | undefined;

  beforeAll(async () => {
    server = await startRocketmq({ dataDir, version: "5.5.0", ...(await freeRocketmqPorts()) });
    // A broker listens before name servers know it; this waits until they route to it.
    await server.createTopic("Ready", 1);
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const started = (): TestRocketmq => {
    if (server === undefined) {
      throw new Error("RocketMQ is not started yet");
    }
    return server;
  };
  const openClient = () => {
    const client = openRocketmqClient(remotingTarget(started()));
    onTestFinished(() => client.close());
    return client;
  };
  return {
    server: started,
    remoting: () => remotingTarget(started()),
    grpc: (changes: GrpcChanges = {}) => grpcTarget(started(), changes),
    openClient,
    createTopic: async (name: string, messageType: string, queueCount: number) => {
      await openClient().createTopic({ name, messageType, queueCount });
    },
    /** Waits for as many messages as are expected: readers see them a moment after the broker answered. */
    stored: async (topic: string, count: number) => {
      const client = openClient();
      await waitFor(async () => ((await client.topicStatus(topic))?.maxOffset ?? 0) >= count, {
        what: `${count} messages of ${topic} are readable`,
      });
      return client.browse(topic, { by: "offset", offset: 0, limit: 100 });
    },
  };
}

export type Rocketmq5 = ReturnType<typeof startCluster>;

type GrpcChanges = Partial<RocketmqTarget> & { ordering?: "ordered" | "unordered"; adminNameServers?: string[] };

const noAccount = {
  instanceId: "test",
  series: "5.0",
  namespace: undefined,
  accessKey: undefined,
  secretKey: undefined,
  securityToken: undefined,
  tls: undefined,
  requireReplica: false,
} as const;

function remotingTarget(server: TestRocketmq): RocketmqTarget {
  return { ...noAccount, endpoint: { protocol: "remoting", nameServers: [server.nameServer] } };
}

function grpcTarget(
  server: TestRocketmq,
  { ordering = "ordered", adminNameServers, ...changes }: GrpcChanges,
): RocketmqTarget {
  const endpoints = server.grpcEndpoint ?? "";
  const endpoint: RocketmqEndpoint = {
    protocol: "grpc",
    endpoints,
    ordering,
    ...(adminNameServers && { adminNameServers }),
  };
  return { ...noAccount, endpoint, ...changes };
}

let serial = 0;

export function message(text: string, changes: Partial<FlowMessage> = {}): FlowMessage {
  serial += 1;
  const properties = encodeProperties([["UNIQ_KEY", serial.toString(16).toUpperCase().padStart(32, "0")]]);
  return { key: "k", body: Buffer.from(text), properties, qos: 1, receivedAtMs: 0, receipt: undefined, ...changes };
}

export const texts = (from: number, count: number) => Array.from({ length: count }, (_, index) => `m${from + index}`);

export function bodyOf({ bodyBase64 }: { bodyBase64: string }): string {
  return Buffer.from(bodyBase64, "base64").toString();
}
