import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "@/tests/helpers/fault-proxy";
import { waitFor } from "@/tests/helpers/wait-for";

/** An echo server behind a proxy, and a client that collects what comes back. */
async function startEcho(): Promise<{ proxy: FaultProxy }> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy = await startFaultProxy({ port: (server.address() as AddressInfo).port });
  onTestFinished(async () => {
    await proxy.close();
    server.close();
  });
  return { proxy };
}

async function openClient(proxy: FaultProxy) {
  const socket: Socket = connect(proxy.port, "127.0.0.1");
  const client = { socket, text: "", isClosed: false, hasEnded: false };
  socket.on("data", (chunk) => {
    client.text += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  socket.on("end", () => {
    client.hasEnded = true;
  });
  socket.on("close", () => {
    client.isClosed = true;
  });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, "connect").catch(() => undefined);
  return client;
}

test("passes bytes both ways and an orderly end with them", async () => {
  const { proxy } = await startEcho();
  const client = await openClient(proxy);
  const text = "x".repeat(3_000_000);
  client.socket.end(text);
  await waitFor(() => client.hasEnded, { timeoutMs: 5_000 });
  expect(client.text).toBe(text);
  expect(proxy.counters.toServer.passedBytes).toBe(text.length);
  expect(proxy.counters.toClient.passedBytes).toBe(text.length);
  await waitFor(() => proxy.openConnections === 0, { timeoutMs: 5_000 });
});

test("cut closes what is open, counts it, and takes new connections", async () => {
  const { proxy } = await startEcho();
  const first = await openClient(proxy);
  await waitFor(() => proxy.openConnections === 1, { timeoutMs: 5_000 });
  proxy.cut();
  await waitFor(() => first.isClosed, { timeoutMs: 5_000 });
  expect(proxy.counters.cut).toBe(1);
  const second = await openClient(proxy);
  second.socket.write("hello");
  await waitFor(() => second.text === "hello", { timeoutMs: 5_000 });
});

test("refuse resets each new connection until pass", async () => {
  const { proxy } = await startEcho();
  proxy.refuse();
  const refused = await openClient(proxy);
  await waitFor(() => refused.isClosed, { timeoutMs: 5_000 });
  expect(proxy.counters).toMatchObject({ refused: 1, accepted: 0 });
  proxy.pass();
  const taken = await openClient(proxy);
  taken.socket.write("hello");
  await waitFor(() => taken.text === "hello", { timeoutMs: 5_000 });
});

test("a black hole keeps the connection open and loses nothing once it ends", async () => {
  const { proxy } = await startEcho();
  const client = await openClient(proxy);
  client.socket.write("a");
  await waitFor(() => client.text === "a", { timeoutMs: 5_000 });
  proxy.blackHole();
  client.socket.write("bcd");
  await waitFor(() => proxy.counters.toServer.heldBytes === 3, { timeoutMs: 5_000 });
  expect(client.text).toBe("a");
  expect(client.isClosed).toBe(false);
  proxy.pass();
  await waitFor(() => client.text === "abcd", { timeoutMs: 5_000 });
});

test("a black hole of one direction lets the other through", async () => {
  const { proxy } = await startEcho();
  const client = await openClient(proxy);
  proxy.blackHole("toClient");
  client.socket.write("abc");
  await waitFor(() => proxy.counters.toClient.heldBytes === 3, { timeoutMs: 5_000 });
  expect(proxy.counters.toServer.passedBytes).toBe(3);
  expect(client.text).toBe("");
});

test("latency delays every byte and keeps their order", async () => {
  const { proxy } = await startEcho();
  const client = await openClient(proxy);
  proxy.slow({ latencyMs: 60 }, "toServer");
  const startedAtMs = performance.now();
  client.socket.write("1");
  await waitFor(() => proxy.counters.toServer.delayedBytes === 1, { timeoutMs: 5_000 });
  client.socket.write("2");
  await waitFor(() => client.text === "12", { timeoutMs: 5_000 });
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(60);
  expect(proxy.counters.toServer.delayedBytes).toBe(2);
});

test("a rate limit spreads bytes over time", async () => {
  const { proxy } = await startEcho();
  const client = await openClient(proxy);
  proxy.slow({ bytesPerSecond: 100_000 }, "toServer");
  const startedAtMs = performance.now();
  client.socket.write("x".repeat(20_000));
  await waitFor(() => client.text.length === 20_000, { timeoutMs: 5_000 });
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(150);
});

test("truncation cuts in the middle of a frame after exactly the bytes asked for", async () => {
  const { proxy } = await startEcho();
  const client = await openClient(proxy);
  client.socket.write("warm");
  await waitFor(() => client.text === "warm", { timeoutMs: 5_000 });
  proxy.truncateAfter(5, "toServer");
  client.socket.write("0123456789");
  await waitFor(() => client.isClosed, { timeoutMs: 5_000 });
  expect(proxy.counters.toServer).toMatchObject({ truncations: 1, passedBytes: 9 });
});

test("a server that is not there ends the client's connection and is counted", async () => {
  const proxy = await startFaultProxy({ port: 1 });
  onTestFinished(() => proxy.close());
  const client = await openClient(proxy);
  await waitFor(() => client.isClosed, { timeoutMs: 5_000 });
  expect(proxy.counters.upstreamFailures).toBe(1);
});
