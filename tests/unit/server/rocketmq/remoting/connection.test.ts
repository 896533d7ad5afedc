import { describe, expect, onTestFinished, test } from "vitest";
import { type ConnectionOptions, RemotingConnection } from "@/server/rocketmq/remoting/connection";
import { Connections } from "@/server/rocketmq/remoting/connections";
import { NameServerClient } from "@/server/rocketmq/remoting/name-server";
import { ScriptedRemotingServer } from "@/tests/helpers/scripted-remoting-server";
import { waitFor } from "@/tests/helpers/wait-for";

async function startServer(): Promise<ScriptedRemotingServer> {
  const server = await new ScriptedRemotingServer(() => ({ kind: "answer" })).listen();
  onTestFinished(() => server.close());
  return server;
}

function connect(address: string, options: Partial<ConnectionOptions> = {}): RemotingConnection {
  const connection = new RemotingConnection(address, {
    requestTimeoutMs: 2_000,
    backoff: { firstMs: 20, maxMs: 40 },
    ...options,
  });
  onTestFinished(() => connection.close());
  return connection;
}

const freeAddress = async () => {
  const server = await new ScriptedRemotingServer().listen();
  const { address } = server;
  await server.close();
  return address;
};

describe("a connection", () => {
  test("gives each request its own answer, whatever order they come in", async () => {
    const server = await startServer();
    server.play((request) => ({
      kind: "answer",
      fields: { echo: request.fields["n"] ?? "" },
      afterMs: 20 - Number(request.fields["n"]) * 2,
    }));
    const connection = connect(server.address);
    const numbers = Array.from({ length: 10 }, (_, n) => String(n));
    const answers = await Promise.all(numbers.map((n) => connection.request({ code: 1, fields: { n } })));
    expect(answers.map(({ fields }) => fields["echo"])).toEqual(numbers);
    expect(server.connectionCount).toBe(1);
  });

  test("rejects all that waits as lost when it ends, and is made again by the next request", async () => {
    const server = await startServer();
    server.play(() => ({ kind: "silence" }));
    const connection = connect(server.address);
    const waiting = [1, 2, 3].map((code) => connection.request({ code }));
    await waitFor(() => server.requests.length === 3);
    server.disconnectAll();
    for (const one of await Promise.allSettled(waiting)) {
      expect(one).toMatchObject({ status: "rejected", reason: { kind: "connectionLost" } });
    }
    expect(connection.state.status).toBe("failing");
    server.play(() => ({ kind: "answer" }));
    await waitFor(() => connection.request({ code: 4 }).then(() => true));
    expect(connection.state.status).toBe("connected");
  });

  test("closed by the server while nothing waits is idle, not failing", async () => {
    const server = await startServer();
    const connection = connect(server.address);
    await connection.request({ code: 1 });
    server.disconnectAll();
    await waitFor(() => connection.state.status === "idle");
    await expect(connection.request({ code: 2 })).resolves.toMatchObject({ code: 0 });
  });

  test("cuts off a peer that has gone silent, so that later requests get a fresh one", async () => {
    const server = await startServer();
    server.play((request) => (request.code === 9 ? { kind: "silence" } : { kind: "answer" }));
    const connection = connect(server.address, { requestTimeoutMs: 60 });
    await expect(connection.request({ code: 9 })).rejects.toMatchObject({ kind: "timeout" });
    expect(connection.state).toMatchObject({ status: "failing", cause: { kind: "timeout" } });
    await expect(connection.request({ code: 1 })).resolves.toMatchObject({ code: 0 });
    expect(server.connectionCount).toBe(2);
  });

  test("keeps a peer that answers others when one request is slow, and drops the late answer", async () => {
    const server = await startServer();
    server.play((request) => (request.code === 9 ? { kind: "answer", afterMs: 150 } : { kind: "answer" }));
    const connection = connect(server.address);
    const slow = connection.request({ code: 9 }, 80);
    await waitFor(() => server.requests.length === 1);
    await connection.request({ code: 1 });
    await expect(slow).rejects.toMatchObject({ kind: "timeout" });
    await expect(connection.request({ code: 9 })).resolves.toMatchObject({ code: 0 });
    expect(server.connectionCount).toBe(1);
  });

  test.each([
    ["garbage", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["a length over the limit", Buffer.from([0x7f, 0, 0, 0, 0])],
  ])("ends on %s with a protocol error and never throws out of the socket", async (_, bytes) => {
    const server = await startServer();
    server.play(() => ({ kind: "garbage", bytes }));
    const connection = connect(server.address);
    await expect(connection.request({ code: 1 })).rejects.toMatchObject({ kind: "protocol" });
    await waitFor(() => server.openSockets === 0);
  });

  test("nobody listens: each request fails at once as unreachable, and attempts keep to the back-off", async () => {
    const connection = connect(await freeAddress(), { backoff: { firstMs: 10_000, maxMs: 10_000 } });
    await expect(connection.request({ code: 1 })).rejects.toMatchObject({ kind: "unreachable" });
    const startedAtMs = performance.now();
    await expect(connection.request({ code: 1 })).rejects.toMatchObject({ kind: "unreachable" });
    expect(performance.now() - startedAtMs).toBeLessThan(5);
  });

  test("refuses more waiting requests than its bound", async () => {
    const server = await startServer();
    server.play(() => ({ kind: "silence" }));
    const connection = connect(server.address, { pendingMax: 2 });
    const first = [connection.request({ code: 1 }), connection.request({ code: 2 })];
    for (const one of first) {
      one.catch(() => {});
    }
    await waitFor(() => server.requests.length === 2);
    await expect(connection.request({ code: 3 })).rejects.toMatchObject({ kind: "overloaded" });
  });

  test("answers a server's request with 'not supported' and tells its listener; a oneway one gets no answer", async () => {
    const server = await startServer();
    const asked: number[] = [];
    const connection = connect(server.address, { onServerRequest: ({ code }) => asked.push(code) });
    await connection.request({ code: 1 });
    server.ask(40, true);
    server.ask(39, false);
    await waitFor(() => server.requests.some(({ isResponse }) => isResponse));
    expect(asked).toEqual([40, 39]);
    expect(server.requests.filter(({ isResponse }) => isResponse)).toMatchObject([{ code: 3, opaque: 777 }]);
  });

  test("close ends everything that waits, leaves no socket, and later requests are refused", async () => {
    const server = await startServer();
    server.play(() => ({ kind: "silence" }));
    const connection = connect(server.address);
    const waiting = connection.request({ code: 1 });
    const settled = expect(waiting).rejects.toMatchObject({ kind: "closed" });
    await waitFor(() => server.requests.length === 1);
    connection.close();
    await settled;
    await expect(connection.request({ code: 2 })).rejects.toMatchObject({ kind: "closed" });
    await waitFor(() => server.openSockets === 0);
  });

  test("close while connecting leaves no socket", async () => {
    const server = await startServer();
    const connection = connect(server.address);
    const request = expect(connection.request({ code: 1 })).rejects.toMatchObject({ kind: "closed" });
    connection.close();
    await request;
    await waitFor(() => server.openSockets === 0);
    expect(connection.state.status).toBe("closed");
  });
});

describe("name servers", () => {
  async function ask(addresses: readonly string[]): Promise<NameServerClient> {
    const connections = new Connections({ requestTimeoutMs: 100 });
    onTestFinished(() => connections.close());
    return new NameServerClient(connections, addresses);
  }

  test("the next one is asked when one is down, silent or no name server, and the one that answered comes first from then on", async () => {
    const [silent, wrong, good] = [await startServer(), await startServer(), await startServer()];
    silent.play(() => ({ kind: "silence" }));
    wrong.play(() => ({ kind: "garbage", bytes: Buffer.from("HTTP/1.1 400\r\n\r\n") }));
    good.play((request) => good.standardReply(request));
    const client = await ask([await freeAddress(), silent.address, wrong.address, good.address]);
    expect((await client.topicRoute("T")).brokers[0]?.masterAddress).toBe(good.address);
    await client.topicRoute("T");
    expect(silent.requests).toHaveLength(1);
    expect(good.requests).toHaveLength(2);
  });

  test("when none can be asked, the error names each", async () => {
    const [one, two] = [await freeAddress(), await freeAddress()];
    const client = await ask([one, two]);
    await expect(client.topicRoute("T")).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining(one),
    });
    await expect(client.topicRoute("T")).rejects.toMatchObject({ message: expect.stringContaining(two) });
  });

  test("a missing topic is an answer, not a reason to ask another", async () => {
    const [first, second] = [await startServer(), await startServer()];
    first.play(() => ({ kind: "answer", code: 17, remark: "No topic route info in name server for the topic: T" }));
    const client = await ask([first.address, second.address]);
    await expect(client.topicRoute("T")).rejects.toMatchObject({ kind: "noRoute", responseCode: 17 });
    expect(second.requests).toHaveLength(0);
  });
});
