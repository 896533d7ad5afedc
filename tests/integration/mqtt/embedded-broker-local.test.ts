import { describe, expect, onTestFinished, test } from "vitest";
import type { DeviceEvent } from "@/server/embedded/mqtt-broker/contracts";
import { waitFor } from "@/tests/helpers/wait-for";
import { connectClient, holdPublishes, openTestBroker, temporaryDir } from "./broker-harness";

describe("local subscribers", () => {
  test("retained messages are kept, bounded, and a handler sees the live publish", async () => {
    const { broker, url } = await openTestBroker({ limits: { retainedMessagesMax: 1 } });
    const { held } = holdPublishes(broker, "TopicA");
    const client = await connectClient(url);
    const published = client.publishAsync("TopicA/r", "kept", { qos: 1, retain: true });
    await waitFor(() => held.length === 1);
    held[0]?.hold?.confirm();
    await published;
    await client.publishAsync("Other/r", "too many", { qos: 1, retain: true });
    await waitFor(() => broker.counters.retainedDropped === 1);
    const late = await connectClient(url);
    const seen: string[] = [];
    late.on("message", (_topic, payload, packet) => void seen.push(`${payload.toString()} ${packet.retain}`));
    await late.subscribeAsync("#", { qos: 1 });
    await waitFor(() => seen.length === 1);
    expect(seen).toEqual(["kept true"]);
  });

  test("a persistent subscriber gets everything in order, with properties, across a restart of the broker", async () => {
    const dataDir = temporaryDir();
    const first = await openTestBroker({ dataDir });
    const options = { clientId: "sub", clean: false, properties: { sessionExpiryInterval: 3_600 } };
    const subscriber = await connectClient(first.url, options);
    await subscriber.subscribeAsync("T/#", { qos: 1 });
    await subscriber.endAsync();
    const publisher = await connectClient(first.url);
    for (let index = 0; index < 50; index++) {
      await publisher.publishAsync("T/x", String(index), {
        qos: 1,
        properties: { userProperties: { n: String(index) } },
      });
    }
    await first.broker.close();
    const second = await openTestBroker({ dataDir });
    const later = await connectClient(second.url);
    await later.publishAsync("T/x", "50", { qos: 1, properties: { userProperties: { n: "50" } } });
    const seen: string[] = [];
    const { default: mqtt } = await import("mqtt");
    const again = mqtt.connect(second.url, { ...options, protocolVersion: 5, reconnectPeriod: 0 });
    onTestFinished(async () => await again.endAsync(true));
    again.on("message", (_topic, payload, packet) => {
      seen.push(`${payload.toString()}:${String(packet.properties?.userProperties?.["n"])}`);
    });
    await waitFor(() => seen.length === 51);
    expect(seen).toEqual(Array.from({ length: 51 }, (_, index) => `${index}:${index}`));
  });

  test("a slow mix of QoS 0 and QoS 1 from many publishers loses nothing for a connected persistent subscriber", async () => {
    const { url } = await openTestBroker();
    const subscriber = await connectClient(url, {
      clientId: "all",
      clean: false,
      properties: { sessionExpiryInterval: 60 },
    });
    const seen = new Set<string>();
    subscriber.on("message", (_topic, payload) => void seen.add(payload.toString()));
    await subscriber.subscribeAsync({ "T/#": { qos: 1 }, "T/+": { qos: 1 } });
    const publishers = await Promise.all(Array.from({ length: 4 }, () => connectClient(url)));
    await Promise.all(
      publishers.flatMap((publisher, which) =>
        Array.from({ length: 200 }, (_, index) =>
          publisher.publishAsync("T/x", `${which}-${index}`, { qos: index % 2 === 0 ? 1 : 0 }),
        ),
      ),
    );
    await waitFor(() => seen.size === 800);
  });

  test("queues of offline subscribers are bounded, and expired sessions are removed", async () => {
    const { broker, url } = await openTestBroker({ limits: { queuedMessagesPerSessionMax: 10 } });
    const options = { clientId: "offline", clean: false, properties: { sessionExpiryInterval: 1 } };
    const subscriber = await connectClient(url, options);
    await subscriber.subscribeAsync("T/#", { qos: 1 });
    await subscriber.endAsync();
    const publisher = await connectClient(url);
    for (let index = 0; index < 15; index++) {
      await publisher.publishAsync("T/x", String(index), { qos: 1 });
    }
    await waitFor(() => broker.counters.queuedDropped === 5);
    const goneAtMs = performance.now();
    await waitFor(() => performance.now() - goneAtMs > 1_100, { what: "the session expiry has passed" });
    const back = await connectClient(url, options);
    const seen: string[] = [];
    back.on("message", (_topic, payload) => void seen.push(payload.toString()));
    await back.subscribeAsync("T/#", { qos: 1 });
    await publisher.publishAsync("T/x", "fresh", { qos: 1 });
    await waitFor(() => seen.length > 0);
    expect(seen).toEqual(["fresh"]);
  });

  test("publishes of the server reach subscribers and no handler", async () => {
    const { broker, url } = await openTestBroker();
    const { held } = holdPublishes(broker, "TopicA");
    const subscriber = await connectClient(url);
    const seen: unknown[] = [];
    subscriber.on("message", (topic, payload, packet) =>
      seen.push([topic, payload.toString(), packet.qos, packet.properties?.userProperties?.["k"]]),
    );
    await subscriber.subscribeAsync("TopicA/#", { qos: 1 });
    await broker.publish({
      topic: "TopicA/in",
      payload: Buffer.from("inbound"),
      qos: 1,
      mqtt5: {
        userProperties: [
          { key: "k", value: "1" },
          { key: "k", value: "2" },
        ],
      },
    });
    await waitFor(() => seen.length === 1);
    expect(seen).toEqual([["TopicA/in", "inbound", 1, ["1", "2"]]]);
    expect(held).toEqual([]);
  });
});

describe("connected devices", () => {
  test("are those with an accepted connection, with address, protocol and since when; gone with it", async () => {
    const { broker, url } = await openTestBroker();
    const beforeMs = Date.now();
    const first = await connectClient(url, { clientId: "GID_a@@@1" });
    await connectClient(url, { clientId: "GID_a@@@2", protocolVersion: 4 });
    const devices = broker.devices().toSorted((a, b) => a.clientId.localeCompare(b.clientId));
    expect(devices).toMatchObject([
      { clientId: "GID_a@@@1", protocolVersion: 5, clientAddress: expect.stringContaining("127.0.0.1") },
      { clientId: "GID_a@@@2", protocolVersion: 4, clientAddress: expect.stringContaining("127.0.0.1") },
    ]);
    expect(devices.every(({ connectedAtMs }) => connectedAtMs >= beforeMs && connectedAtMs <= Date.now())).toBe(true);
    await first.endAsync();
    await waitFor(() => broker.devices().length === 1);
  });
});

describe("device events", () => {
  test("connect, disconnect and tcpclean with one channel, address and reason", async () => {
    const { broker, url } = await openTestBroker();
    const events: DeviceEvent[] = [];
    broker.onDeviceEvent((event) => void events.push(event));
    const polite = await connectClient(url, { clientId: "GID_a@@@polite" });
    expect(broker.connections()).toBe(1);
    await polite.endAsync();
    await waitFor(() => events.length === 3);
    const rude = await connectClient(url, { clientId: "GID_a@@@rude", protocolVersion: 4 });
    rude.stream.destroy();
    await waitFor(() => events.length === 5);
    expect(events.map(({ type, clientId, reason }) => [type, clientId, reason])).toEqual([
      ["connect", "GID_a@@@polite", undefined],
      ["disconnect", "GID_a@@@polite", "disconnect"],
      ["tcpclean", "GID_a@@@polite", "disconnect"],
      ["connect", "GID_a@@@rude", undefined],
      ["tcpclean", "GID_a@@@rude", "connectionLost"],
    ]);
    expect(new Set(events.slice(0, 3).map(({ channelId }) => channelId)).size).toBe(1);
    expect(events[0]?.channelId).not.toBe(events[3]?.channelId);
    expect(events[4]?.clientAddress).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  test.each([4, 5] as const)("protocol level %i: a session taken over is named", async (protocolVersion) => {
    const { broker, url } = await openTestBroker();
    const events: DeviceEvent[] = [];
    broker.onDeviceEvent((event) => void events.push(event));
    await connectClient(url, { clientId: "same", protocolVersion });
    await connectClient(url, { clientId: "same", protocolVersion });
    await waitFor(() => events.some(({ reason }) => reason === "takenOver"));
  });
});
