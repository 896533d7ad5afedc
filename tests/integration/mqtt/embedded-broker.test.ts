import { connect } from "node:net";
import mqttPacket, { type Packet } from "mqtt-packet";
import { describe, expect, onTestFinished, test } from "vitest";
import WebSocket from "ws";
import { RawMqttClient } from "@/tests/helpers/raw-mqtt-client";
import { waitFor } from "@/tests/helpers/wait-for";
import { connectClient, holdPublishes, openTestBroker } from "./broker-harness";

function rawDevice(port: number, clientId: string, protocolVersion: 4 | 5 = 4, isPersistent = true) {
  const acknowledged: number[] = [];
  const onAcknowledged = (id: number) => void acknowledged.push(id);
  const device = new RawMqttClient({ port, clientId, protocolVersion, isPersistent, onAcknowledged });
  onTestFinished(() => device.kill());
  return { device, acknowledged };
}

describe("held acknowledgements", () => {
  test.each([4, 5] as const)(
    "protocol level %i: written after the confirmation, in the order of the publishes",
    async (version) => {
      const { broker } = await openTestBroker();
      const { held } = holdPublishes(broker, "TopicA");
      const { device, acknowledged } = rawDevice(broker.port, "device", version);
      const ids = ["a", "b", "c"].map((text) =>
        device.publish({ topic: "TopicA/x", payload: Buffer.from(text), qos: 1 }),
      );
      await waitFor(() => held.length === 3);
      expect(broker.counters.publishesHeld).toBe(3);
      held[2]?.hold?.confirm();
      held[1]?.hold?.confirm();
      expect(acknowledged).toEqual([]);
      held[0]?.hold?.confirm();
      await waitFor(() => acknowledged.length === 3);
      expect(acknowledged).toEqual(ids);
      expect(broker.counters.publishesHeld).toBe(0);
    },
  );

  test("a publish without a rule waits for its turn behind a held one", async () => {
    const { broker } = await openTestBroker();
    const { held } = holdPublishes(broker, "TopicA");
    const { device, acknowledged } = rawDevice(broker.port, "device");
    const first = device.publish({ topic: "TopicA/x", payload: Buffer.from("held"), qos: 1 });
    const second = device.publish({ topic: "Free/x", payload: Buffer.from("free"), qos: 1 });
    await waitFor(() => broker.counters.publishesReceived === 2);
    held[0]?.hold?.confirm();
    await waitFor(() => acknowledged.length === 2);
    expect(acknowledged).toEqual([first, second]);
  });

  test("QoS 2: PUBREC is held, a DUP after a cut is handed over again, and nothing is lost", async () => {
    const { broker } = await openTestBroker();
    const { held } = holdPublishes(broker, "TopicA");
    const socket = connect(broker.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    const write = (to: typeof socket, packet: Packet) => to.write(mqttPacket.generate(packet));
    const hello: Packet = {
      cmd: "connect",
      protocolId: "MQTT",
      protocolVersion: 4,
      clean: false,
      clientId: "two",
      keepalive: 30,
    };
    const two: Packet = {
      cmd: "publish",
      topic: "TopicA/x",
      payload: "two",
      qos: 2,
      dup: false,
      retain: false,
      messageId: 5,
    };
    write(socket, hello);
    write(socket, two);
    await waitFor(() => held.length === 1);
    socket.destroy();
    await waitFor(() => held[0]?.hold?.isVoid === true);
    const again = connect(broker.port, "127.0.0.1");
    onTestFinished(() => void again.destroy());
    const answers: Packet[] = [];
    const parser = mqttPacket.parser();
    parser.on("packet", (packet) => void answers.push(packet));
    again.on("data", (chunk: Buffer) => parser.parse(chunk));
    write(again, hello);
    write(again, { ...two, dup: true });
    write(again, { cmd: "pubrel", messageId: 999 });
    await waitFor(() => held.length === 2);
    held[1]?.hold?.confirm();
    await waitFor(() => answers.some(({ cmd }) => cmd === "pubrec"));
    write(again, { cmd: "pubrel", messageId: 5 });
    await waitFor(() => answers.filter(({ cmd }) => cmd === "pubcomp").length === 2);
    expect(held.map(({ message }) => message.payload.toString())).toEqual(["two", "two"]);
  });

  test("what a removed handler never confirms is handed back: the device sends again", async () => {
    const { broker } = await openTestBroker();
    const { held, registration } = holdPublishes(broker, "TopicA");
    const { device, acknowledged } = rawDevice(broker.port, "device");
    device.publish({ topic: "TopicA/x", payload: Buffer.from("x"), qos: 1 });
    await waitFor(() => held.length === 1 && registration.heldCount === 1);
    registration.remove();
    registration.returnHeld();
    await waitFor(() => acknowledged.length === 1, { what: "the second attempt is acknowledged at once" });
    expect(held).toHaveLength(1);
  });

  test("a client that waits for its acknowledgement longer than its keep-alive stays connected", async () => {
    const { broker } = await openTestBroker();
    const { held } = holdPublishes(broker, "TopicA");
    const device = new RawMqttClient({ port: broker.port, clientId: "slow", keepaliveSeconds: 1, isPersistent: true });
    onTestFinished(() => device.kill());
    device.publish({ topic: "TopicA/x", payload: Buffer.from("x"), qos: 1 });
    await waitFor(() => held.length === 1);
    const startedAtMs = performance.now();
    await waitFor(() => performance.now() - startedAtMs > 3_200, { what: "twice the keep-alive has passed" });
    expect(device.connects).toBe(1);
    held[0]?.hold?.confirm();
    await waitFor(() => device.outstanding === 0);
  });
});

describe("wills", () => {
  test("a will reaches the handler with a hold that is not void, and local subscribers after its confirmation", async () => {
    const { broker, url } = await openTestBroker();
    const { held } = holdPublishes(broker, "TopicA");
    const subscriber = await connectClient(url);
    const seen: string[] = [];
    subscriber.on("message", (_topic, payload) => void seen.push(payload.toString()));
    await subscriber.subscribeAsync("TopicA/#", { qos: 1 });
    const dying = await connectClient(url, {
      clientId: "dying",
      will: { topic: "TopicA/will", payload: Buffer.from("gone"), qos: 1, retain: false },
    });
    dying.stream.destroy();
    await waitFor(() => held.length === 1);
    expect(held[0]?.message).toMatchObject({ topic: "TopicA/will", clientId: "dying", qos: 1 });
    expect(held[0]?.hold?.isVoid).toBe(false);
    expect(seen).toEqual([]);
    held[0]?.hold?.confirm();
    await waitFor(() => seen.length === 1);
  });

  test("a will for a reserved topic is refused with its CONNECT", async () => {
    const { broker, url } = await openTestBroker();
    const will = { topic: "$SYS/x", payload: Buffer.from("x"), qos: 0 as const, retain: false };
    await expect(connectClient(url, { will, connectTimeout: 2_000 })).rejects.toThrow();
    expect(broker.counters.connectionsRefused).toBe(1);
  });
});

describe("refusals", () => {
  test.each(["$SYS/broker/load", "$share/x", "TopicA/\0x"])("a publish to %j is refused", async (topic) => {
    const { broker } = await openTestBroker();
    const { held } = holdPublishes(broker, "TopicA");
    const { device } = rawDevice(broker.port, "device", 5);
    device.publish({ topic, payload: Buffer.from("x"), qos: 1 });
    await waitFor(() => broker.counters.publishesRefused >= 1);
    expect(held).toEqual([]);
  });

  test("unknown parent topics are refused when the instance says so, and a topic created later is taken", async () => {
    const { broker, url } = await openTestBroker();
    broker.setKnownTopics(new Set(["TopicA"]));
    const client = await connectClient(url);
    await client.publishAsync("TopicA/x", "x", { qos: 1 });
    await expect(client.publishAsync("TopicB/x", "x", { qos: 1 })).rejects.toThrow();
    broker.setKnownTopics(new Set(["TopicA", "TopicB"]));
    await client.publishAsync("TopicB/x", "x", { qos: 1 });
    expect(broker.counters.publishesRefused).toBe(1);
  });

  test("a packet over the limit ends its connection before it is read whole; one below passes", async () => {
    const { broker, url } = await openTestBroker({ limits: { packetBytesMax: 10_000 } });
    const { held } = holdPublishes(broker, "TopicA");
    const client = await connectClient(url);
    client.publish("TopicA/x", Buffer.alloc(9_000));
    await waitFor(() => held.length === 1);
    client.publish("TopicA/x", Buffer.alloc(20_000));
    await waitFor(() => client.disconnected || !client.connected);
    expect(held).toHaveLength(1);
  });

  test("a connection that never says CONNECT is closed, and connections are bounded", async () => {
    const { broker } = await openTestBroker({ limits: { connectTimeoutMs: 100, connectionsMax: 3 } });
    let closed = 0;
    for (let count = 0; count < 5; count++) {
      const socket = connect(broker.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.on("close", () => closed++);
      socket.resume();
    }
    await waitFor(() => closed === 5);
    expect(broker.counters.connectionsRefused).toBe(2);
    const late = rawDevice(broker.port, "late");
    await waitFor(() => late.device.isOnline);
  });

  test("survives damaged packets of every kind, before and after CONNECT", async () => {
    const { broker, errors } = await openTestBroker();
    const connectBytes = (version: 4 | 5) =>
      mqttPacket.generate({
        cmd: "connect",
        protocolId: "MQTT",
        protocolVersion: version,
        clean: true,
        clientId: "fuzz",
        keepalive: 9,
      });
    const samples = (version: 4 | 5): Buffer[] =>
      [
        {
          cmd: "publish",
          topic: "a/b",
          payload: "x",
          qos: 1,
          dup: false,
          retain: false,
          messageId: 1,
          properties: { contentType: "x" },
        },
        { cmd: "subscribe", messageId: 2, subscriptions: [{ topic: "a/#", qos: 1 }] },
        { cmd: "unsubscribe", messageId: 3, unsubscriptions: ["a/#"] },
        { cmd: "pubrel", messageId: 4 },
        { cmd: "puback", messageId: 5 },
        { cmd: "pingreq" },
        { cmd: "disconnect" },
      ].map((packet) => mqttPacket.generate(packet as Packet, { protocolVersion: version }));
    let random = 42;
    const next = (below: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return random % below;
    };
    const attack = async (bytes: Buffer) =>
      await new Promise<void>((resolve) => {
        const socket = connect(broker.port, "127.0.0.1");
        socket.on("error", () => undefined);
        socket.on("close", () => resolve());
        socket.end(bytes);
        socket.resume();
      });
    for (let round = 0; round < 600; round++) {
      const version = round % 2 === 0 ? 4 : 5;
      const bytes = Buffer.from(samples(version)[next(7)] ?? []);
      bytes[next(bytes.length)] = next(256);
      const connectPacket = Buffer.from(connectBytes(version));
      if (round % 3 === 0) {
        connectPacket[next(connectPacket.length)] = next(256);
      }
      await attack(Buffer.concat([connectPacket, bytes, Buffer.from([next(256), next(256)])]));
    }
    const { device, acknowledged } = rawDevice(broker.port, "healthy");
    device.publish({ topic: "a/b", payload: Buffer.from("x"), qos: 1 });
    await waitFor(() => acknowledged.length === 1);
    expect(errors).toEqual([]);
  });
});

describe("WebSocket", () => {
  const open = async (url: string, headers: Record<string, string>) =>
    await new Promise<boolean>((resolve) => {
      const socket = new WebSocket(url, ["mqtt"], { headers });
      onTestFinished(() => socket.terminate());
      socket.on("open", () => resolve(socket.protocol === "mqtt"));
      socket.on("error", () => resolve(false));
    });

  test.each([4, 5] as const)("protocol level %i publishes and subscribes over it", async (protocolVersion) => {
    const { broker, wsUrl } = await openTestBroker();
    const { held } = holdPublishes(broker, "TopicA");
    const client = await connectClient(wsUrl, { protocolVersion });
    const seen: string[] = [];
    client.on("message", (_topic, payload) => void seen.push(payload.toString()));
    await client.subscribeAsync("TopicA/#", { qos: 1 });
    const published = client.publishAsync("TopicA/x", "over ws", { qos: 1 });
    await waitFor(() => held.length === 1);
    held[0]?.hold?.confirm();
    await published;
    await waitFor(() => seen.length === 1);
    expect(seen).toEqual(["over ws"]);
  });

  test("pages of foreign origins are refused; loopback, named origins and programs are not", async () => {
    const { broker, wsUrl } = await openTestBroker({ allowedOrigins: ["https://console.example.com"] });
    expect(await open(wsUrl, { origin: "https://evil.example.com" })).toBe(false);
    expect(await open(wsUrl, { origin: "null" })).toBe(false);
    expect(await open(wsUrl, { origin: "http://localhost.evil.example.com" })).toBe(false);
    expect(broker.counters.connectionsRefused).toBe(3);
    expect(await open(wsUrl, { origin: "http://localhost:3000" })).toBe(true);
    expect(await open(wsUrl, { origin: "http://127.0.0.1:3000" })).toBe(true);
    expect(await open(wsUrl, { origin: "https://console.example.com" })).toBe(true);
    expect(await open(wsUrl, {})).toBe(true);
  });
});
