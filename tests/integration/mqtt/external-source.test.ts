import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { MqttConnection } from "@/lib/instances/schemas";
import { testMqttConnection } from "@/server/mqtt/connection-test";
import { publishOnce } from "@/server/mqtt/publish";
import { ExternalSource, type ExternalSourceOptions } from "@/server/runtime/sources/external-source";
import { Collector } from "@/tests/contract/sources/collector";
import { describeSource } from "@/tests/contract/sources/source-contract";
import { FaultProxy } from "@/tests/helpers/fault-proxy";
import { startMosquitto, type TestMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";
import { waitFor } from "@/tests/helpers/wait-for";
import { temporaryDir } from "./broker-harness";

const fast = { retry: { firstMs: 20, maxMs: 200 } };

describeSource("the external source on Mosquitto", {
  parentTopic: "TopicA",
  async open() {
    const port = await freePort();
    const mosquitto = await startMosquitto({ port });
    const proxy = new FaultProxy({ host: "127.0.0.1", port });
    await proxy.listen();
    const connection = MqttConnection.parse({ url: `mqtt://127.0.0.1:${proxy.port}` });
    const options = { connection, parentTopic: "TopicA", installationId: "test", ruleId: "contract", timing: fast };
    return {
      publishPort: port,
      createSource: () => new ExternalSource(options),
      cut: () => proxy.cut(),
      close: async () => {
        await proxy.close();
        await mosquitto.stop();
      },
    };
  },
});

function openSource(
  options: Pick<ExternalSourceOptions, "connection" | "ruleId"> & { parentTopic?: string },
): [ExternalSource, Collector] {
  const source = new ExternalSource({ parentTopic: "TopicA", installationId: "test", timing: fast, ...options });
  const collector = new Collector();
  collector.open(source);
  onTestFinished(async () => {
    await source.close("stop");
  });
  return [source, collector];
}

async function connected(source: ExternalSource): Promise<void> {
  await waitFor(() => source.state.status === "connected", { what: "connected" });
}

describe("on one Mosquitto", () => {
  let mosquitto: TestMosquitto;
  beforeAll(async () => {
    mosquitto = await startMosquitto({ port: await freePort(), persistence: true });
  });
  afterAll(async () => await mosquitto.stop());

  test.each([5, 4] as const)(
    "MQTT %i: retained messages are not forwarded, live ones are, also after a reconnect",
    async (protocolVersion) => {
      const parentTopic = `Retained${protocolVersion}`;
      const topic = `${parentTopic}/live`;
      const connection = MqttConnection.parse({ url: mosquitto.url, protocolVersion });
      const old = { topic: `${parentTopic}/old`, payload: Buffer.from("old"), qos: 1, retain: true } as const;
      await publishOnce(connection, old);
      const [source, collector] = openSource({ connection, parentTopic, ruleId: parentTopic });
      await connected(source);
      await publishOnce(connection, { topic, payload: Buffer.from("live"), qos: 1, retain: true });
      await waitFor(() => collector.received.length === 1, { what: "the live message arrived" });
      await mosquitto.restart();
      const isConnectedAgain = () => collector.states.filter(({ status }) => status === "connected").length >= 2;
      await waitFor(isConnectedAgain, { timeoutMs: 20_000, what: "connected again" });
      await publishOnce(connection, { topic, payload: Buffer.from("later"), qos: 1 });
      await waitFor(() => collector.texts().includes("later"), { what: "the later message arrived" });
      // The broker may have stopped before it read the acknowledgement: it then sends the live message again.
      expect([...new Set(collector.texts())]).toEqual(["live", "later"]);
      // MQTT 5 asks for none; MQTT 3.1.1 gets the one of the first subscription, and none with the reconnect.
      expect(collector.skippedRetained).toBe(protocolVersion === 5 ? 0 : 1);
      expect(collector.sessionsLost).toEqual([]);
    },
  );

  test("messages published while the product was stopped come from the session", async () => {
    const connection = MqttConnection.parse({ url: mosquitto.url });
    const [first] = openSource({ connection, ruleId: "stopped" });
    await connected(first);
    await first.close("stop");
    await publishOnce(connection, { topic: "TopicA/stopped", payload: Buffer.from("meanwhile"), qos: 1 });
    const [, second] = openSource({ connection, ruleId: "stopped" });
    await waitFor(() => second.received.length === 1);
    expect(second.texts()).toEqual(["meanwhile"]);
  });

  test.each([5, 4] as const)("MQTT %i: an ended session keeps nothing at the broker", async (protocolVersion) => {
    const connection = MqttConnection.parse({ url: mosquitto.url, protocolVersion });
    const ruleId = `ended-${protocolVersion}`;
    const [first] = openSource({ connection, ruleId });
    await connected(first);
    await first.close("end");
    await publishOnce(connection, { topic: "TopicA/ended", payload: Buffer.from("nobody"), qos: 1 });
    const [second, collector] = openSource({ connection, ruleId });
    await connected(second);
    await publishOnce(connection, { topic: "TopicA/ended", payload: Buffer.from("again"), qos: 1 });
    await waitFor(() => collector.received.length === 1);
    expect(collector.texts()).toEqual(["again"]);
  });

  test("another client with the same ID is named", async () => {
    const connection = MqttConnection.parse({ url: mosquitto.url });
    const [first, collector] = openSource({ connection, ruleId: "same" });
    await connected(first);
    const [second] = openSource({ connection, ruleId: "same" });
    await connected(second);
    const isNamed = () =>
      collector.states.some((state) => state.status === "failing" && state.reason.code === "sourceTakenOver");
    await waitFor(isNamed, { timeoutMs: 20_000, what: "the takeover is named" });
  });
});

test("a session the broker lost is reported with the time since when", async () => {
  const mosquitto = await startMosquitto({ port: await freePort() });
  onTestFinished(async () => await mosquitto.stop());
  const [source, collector] = openSource({ connection: MqttConnection.parse({ url: mosquitto.url }), ruleId: "lost" });
  await connected(source);
  const beforeMs = Date.now();
  await mosquitto.kill();
  await mosquitto.restart();
  await waitFor(() => collector.sessionsLost.length === 1, { timeoutMs: 20_000 });
  expect(collector.sessionsLost[0] ?? 0).toBeGreaterThan(beforeMs - 5_000);
  expect(collector.sessionsLost[0] ?? 0).toBeLessThanOrEqual(Date.now());
});

describe("TLS, log-in and WebSocket", () => {
  async function startSecured(): Promise<{ ca: string; tlsUrl: string; wsUrl: string }> {
    const dir = temporaryDir();
    const keyFile = path.join(dir, "key.pem");
    const certFile = path.join(dir, "cert.pem");
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", keyFile, "-out", certFile, ...subject],
      { stdio: "ignore" },
    );
    const passwordFile = path.join(dir, "passwords");
    execFileSync("mosquitto_passwd", ["-c", "-b", passwordFile, "user", "right"], { stdio: "ignore" });
    const port = await freePort();
    const wsPort = await freePort();
    const config = `allow_anonymous false\npassword_file ${passwordFile}\nlistener ${wsPort} 127.0.0.1\nprotocol websockets`;
    const mosquitto = await startMosquitto({ port, tls: { certFile, keyFile }, config });
    onTestFinished(async () => await mosquitto.stop());
    return {
      ca: readFileSync(certFile, "utf8"),
      tlsUrl: `mqtts://127.0.0.1:${port}`,
      wsUrl: `ws://127.0.0.1:${wsPort}/mqtt`,
    };
  }

  test("connects by TLS and by WebSocket, and each failure is named with a way out", async () => {
    const { ca, tlsUrl, wsUrl } = await startSecured();
    const login = { username: "user", password: "right" };
    const secure = MqttConnection.parse({ url: tlsUrl, ...login, tls: { ca } });
    const [source, collector] = openSource({ connection: secure, ruleId: "tls" });
    await connected(source);
    const overWs = MqttConnection.parse({ url: wsUrl, ...login });
    const [wsSource, wsCollector] = openSource({ connection: overWs, ruleId: "ws" });
    await connected(wsSource);
    await publishOnce(overWs, { topic: "TopicA/tls", payload: Buffer.from("both"), qos: 2 });
    await waitFor(() => collector.received.length === 1 && wsCollector.received.length === 1);

    const good = await testMqttConnection(secure);
    expect(good).toMatchObject({ ok: true, detectedVersion: "MQTT 5" });
    expect(good.steps.map(({ step }) => step)).toEqual(["dns", "tcp", "tls", "credentials", "version"]);
    const untrusted = await testMqttConnection(MqttConnection.parse({ url: tlsUrl, ...login }));
    expect(untrusted.ok).toBe(false);
    expect(untrusted.steps.at(-1)).toMatchObject({
      step: "tls",
      ok: false,
      detail: expect.stringContaining("CA certificate"),
    });
    const wrong = await testMqttConnection(
      MqttConnection.parse({ url: tlsUrl, username: "user", password: "wrong", tls: { ca } }),
    );
    expect(wrong.steps.at(-1)).toMatchObject({ step: "credentials", ok: false });
    const unverified = MqttConnection.parse({ url: tlsUrl, ...login, tls: { rejectUnauthorized: false } });
    expect((await testMqttConnection(unverified)).ok).toBe(true);
    await expect(
      publishOnce(MqttConnection.parse({ url: tlsUrl, username: "user", password: "wrong", tls: { ca } }), {
        topic: "TopicA/x",
        payload: Buffer.from("x"),
        qos: 1,
      }),
    ).rejects.toMatchObject({ failure: { code: "sourceNotAuthorised" } });
  });
});

describe("connection test", () => {
  test("nothing listens: the step and the way out are named", async () => {
    const url = `mqtt://127.0.0.1:${await freePort()}`;
    const result = await testMqttConnection(MqttConnection.parse({ url }));
    expect(result.steps.at(-1)).toMatchObject({
      step: "tcp",
      ok: false,
      detail: expect.stringContaining("Nothing listens"),
    });
    await expect(
      publishOnce(MqttConnection.parse({ url }), { topic: "a/b", payload: Buffer.from("x"), qos: 1 }, 2_000),
    ).rejects.toMatchObject({ failure: { code: "sourceUnreachable" } });
  });

  test("an unknown host is named", async () => {
    const result = await testMqttConnection(MqttConnection.parse({ url: "mqtt://no-such-host.invalid:1883" }), 3_000);
    expect(result.steps).toHaveLength(1);
    expect(result.steps[0]).toMatchObject({ step: "dns", ok: false });
  });

  test("a broker that never answers ends it in time", async () => {
    const mosquitto = await startMosquitto({ port: await freePort() });
    onTestFinished(async () => await mosquitto.stop());
    mosquitto.freeze();
    const startedAtMs = performance.now();
    const result = await testMqttConnection(MqttConnection.parse({ url: mosquitto.url }), 500);
    expect(result.ok).toBe(false);
    expect(result.steps.at(-1)).toMatchObject({ step: "credentials", ok: false });
    await expect(
      publishOnce(
        MqttConnection.parse({ url: mosquitto.url }),
        { topic: "a/b", payload: Buffer.from("x"), qos: 1 },
        500,
      ),
    ).rejects.toMatchObject({ failure: { code: "sourceUnreachable" } });
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
  });
});
