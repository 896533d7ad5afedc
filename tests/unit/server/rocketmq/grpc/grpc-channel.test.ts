import http2, { type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import net, { type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { toFrame } from "@/server/rocketmq/grpc/frames";
import { GrpcChannel } from "@/server/rocketmq/grpc/grpc-channel";
import { RequestMetadata } from "@/server/rocketmq/grpc/request-metadata";
import { freePort } from "@/tests/helpers/ports";
import { waitFor } from "@/tests/helpers/wait-for";

const echo = {
  path: "/test/Echo",
  requestSerialize: (text: string) => Buffer.from(text),
  responseDeserialize: (bytes: Buffer) => bytes.toString(),
};
const noAccount = { namespace: undefined, accessKey: undefined, secretKey: undefined, securityToken: undefined };

type Handler = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

async function listen(handle: Handler): Promise<{ server: Http2Server; port: number; connections: () => number }> {
  const server = http2.createServer();
  let connections = 0;
  server.on("session", (session) => {
    connections += 1;
    onTestFinished(() => session.destroy());
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    handle(stream, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port, connections: () => connections };
}

function open(...ports: number[]): GrpcChannel {
  return openWith({}, ...ports);
}

function openWith(limits: { callsMax?: number }, ...ports: number[]): GrpcChannel {
  const addresses = ports.map((port) => ({ host: "127.0.0.1", port }));
  const channel = new GrpcChannel({
    endpoints: { key: "proxy", addresses },
    tls: undefined,
    metadata: new RequestMetadata(noAccount),
    onDisconnect: () => {},
    ...limits,
  });
  onTestFinished(() => channel.close());
  return channel;
}

/** Answers with what came. */
const answer: Handler = (stream) => {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.pipe(stream);
};

test("many calls at once each get their own answer, over one connection", async () => {
  const { port, connections } = await listen(answer);
  const channel = open(port);
  const texts = Array.from({ length: 200 }, (_, index) => `${index}`.repeat(1_000));
  expect(await Promise.all(texts.map((text) => channel.unary(echo, text, 5_000)))).toEqual(texts);
  expect(connections()).toBe(1);
});

test("the second address is taken when nothing listens at the first", async () => {
  const { port } = await listen(answer);
  expect(await open(await freePort(), port).unary(echo, "a", 5_000)).toBe("a");
});

test.each([
  { status: 404, kind: "protocol", says: "is no RocketMQ proxy" },
  { status: 503, kind: "unreachable", says: "HTTP 503" },
])("an HTTP server that answers $status is told from a proxy", async ({ status, kind, says }) => {
  const { port } = await listen((stream) => {
    stream.respond({ ":status": status, "content-type": "text/html" });
    stream.end("<html>not a proxy</html>");
  });
  await expect(open(port).unary(echo, "a", 5_000)).rejects.toMatchObject({
    kind,
    message: expect.stringContaining(says),
  });
});

test("the words of a status are read as gRPC writes them", async () => {
  const { port } = await listen((stream) => {
    const head = { ":status": 200, "content-type": "application/grpc" };
    stream.respond({ ...head, "grpc-status": "13", "grpc-message": "too%20many%3A%20%C3%BC" }, { endStream: true });
  });
  const refused = open(port).unary(echo, "a", 5_000);
  await expect(refused).rejects.toMatchObject({ kind: "unreachable", message: expect.stringContaining("too many: ü") });
});

test.each([
  { what: "an answer that breaks off", bytes: toFrame(Buffer.from("whole")).subarray(0, 7) },
  { what: "an answer without a message", bytes: Buffer.alloc(0) },
])("$what is no answer", async ({ bytes }) => {
  const { port } = await listen((stream) => {
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(bytes);
  });
  await expect(open(port).unary(echo, "a", 5_000)).rejects.toMatchObject({ kind: "protocol" });
});

test("who does not speak HTTP/2 is named so, and is tried again later", async () => {
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.end("SSH-2.0-OpenSSH_9.6\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const channel = open((server.address() as AddressInfo).port);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(channel.unary(echo, "a", 5_000)).rejects.toMatchObject({
      kind: "unreachable",
      message: expect.stringMatching(/does not speak HTTP\/2|closed the connection|reset the connection/),
    });
  }
});

test("calls under way when a proxy says goodbye are answered, and the next takes a new connection", async () => {
  const held: ServerHttp2Stream[] = [];
  const { port, connections } = await listen((stream, headers) => {
    if (held.length === 0) {
      held.push(stream);
      stream.session?.goaway(0);
    } else {
      answer(stream, headers);
    }
  });
  const channel = open(port);
  const first = channel.unary(echo, "first", 5_000);
  await waitFor(() => held.length === 1 && !channel.isConnected);
  expect(await channel.unary(echo, "second", 5_000)).toBe("second");
  expect(connections()).toBe(2);
  const [stream] = held;
  if (stream !== undefined) {
    answer(stream, {});
  }
  expect(await first).toBe("first");
});

test("a connection whose calls are used up is followed by another, and no call is lost", async () => {
  const { port, connections } = await listen(answer);
  const channel = openWith({ callsMax: 10 }, port);
  await channel.unary(echo, "first", 5_000);
  const texts = Array.from({ length: 25 }, (_, index) => `${index}`);
  for (const text of texts) {
    expect(await channel.unary(echo, text, 5_000)).toBe(text);
  }
  expect(await Promise.all(texts.map((text) => channel.unary(echo, text, 5_000)))).toEqual(texts);
  expect(connections()).toBeGreaterThan(2);
});

test("three calls without an answer end the connection, and the next is made anew", async () => {
  let isSilent = true;
  const { port, connections } = await listen((stream, headers) => {
    if (!isSilent) {
      answer(stream, headers);
    }
  });
  const channel = open(port);
  for (let call = 0; call < 3; call += 1) {
    await expect(channel.unary(echo, "a", 50)).rejects.toMatchObject({ kind: "timeout" });
  }
  isSilent = false;
  expect(await channel.unary(echo, "b", 5_000)).toBe("b");
  expect(connections()).toBe(2);
});

test("closing ends the calls under way, and refuses what comes after", async () => {
  const { port } = await listen(() => {});
  const channel = open(port);
  const underWay = channel.unary(echo, "a", 5_000);
  await waitFor(() => channel.isConnected);
  channel.close();
  await expect(underWay).rejects.toMatchObject({ kind: "closed" });
  await expect(channel.unary(echo, "b", 5_000)).rejects.toMatchObject({ kind: "closed" });
});
