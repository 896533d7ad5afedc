import { afterEach, describe, expect, test } from "vitest";
import { type ClientContext, openClientContext } from "@/server/rocketmq/client-context";
import { testRocketmqConnection } from "@/server/rocketmq/connection-test";
import { detectVersion } from "@/server/rocketmq/version-detection";
import { type Reply, ScriptedRemotingServer } from "@/tests/helpers/scripted-remoting-server";

const runtimeInfo = 28;
const cleanUp: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) {
    await task();
  }
});

async function open(answer: (asked: number) => Reply | undefined) {
  const server = await new ScriptedRemotingServer().listen();
  server.play((request) => {
    const asked = server.requestsOf(runtimeInfo).length;
    return (request.code === runtimeInfo ? answer(asked) : undefined) ?? server.standardReply(request);
  });
  const target = {
    instanceId: "MQ_INST_scripted",
    series: "4.0" as const,
    endpoint: { protocol: "remoting" as const, nameServers: [server.address] },
    namespace: undefined,
    accessKey: undefined,
    secretKey: undefined,
    securityToken: undefined,
    tls: undefined,
    requireReplica: false,
  };
  const context: ClientContext = openClientContext(target, {});
  cleanUp.push(
    () => server.close(),
    () => context.connections.close(),
  );
  return { server, context, target };
}

const refusal = (remark: string): Reply => ({ kind: "answer", code: 1, remark });
const justStarted = refusal("java.util.NoSuchElementException, java.util.LinkedList.getLast(LinkedList.java:255)");

describe("the version of a cluster", () => {
  // A broker in its first second answers its own figures with NoSuchElementException; creating a rule then failed with 503.
  test("is asked for again while a broker has only just started", async () => {
    const { server, context } = await open((asked) => (asked <= 2 ? justStarted : undefined));
    expect(await detectVersion(context)).toBe("V4_9_7");
    expect(server.requestsOf(runtimeInfo)).toHaveLength(3);
  });

  // The test of a connection passed without a version then.
  test("is told by a connection test too while a broker has only just started", async () => {
    const { target } = await open((asked) => (asked <= 2 ? justStarted : undefined));
    expect(await testRocketmqConnection(target)).toMatchObject({ ok: true, detectedVersion: "V4_9_7" });
  });

  test("is not asked for again where the broker refuses to tell", async () => {
    const { server, context } = await open(() => refusal("AclException: No accessKey is configured"));
    await expect(detectVersion(context)).rejects.toMatchObject({ kind: "refused" });
    expect(server.requestsOf(runtimeInfo)).toHaveLength(1);
  });
});
