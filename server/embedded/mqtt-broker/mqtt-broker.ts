import { Aedes } from "aedes";
import { connectedClients, guardParser, isBeingTakenOver, subscriptionCount } from "./aedes-internals";
import { BrokerStore, openLevel } from "./broker-store";
import { connectFault } from "./connect-fault";
import type { MqttBroker, MqttBrokerCounters, MqttBrokerLimits, MqttBrokerOptions, ServerPublish } from "./contracts";
import { DeviceEvents } from "./device-events";
import { ForwardOnce } from "./forward-once";
import { defaultBrokerLimits, earlyPacketsMax, routedMessagesMax, topicAliasesMax } from "./limits";
import { type Accepted, type Listener, type ListenerOptions, listenTcp, listenWebSocket } from "./listeners";
import { toPacketProperties } from "./message-properties";
import { PublishGate } from "./publish-gate";
import { SessionKeeper } from "./session-keeper";
import { SessionRecords } from "./session-records";

const heartbeatMs = 15_000;

function emptyCounters(): MqttBrokerCounters {
  return {
    publishesReceived: 0,
    publishesHeld: 0,
    publishesRefused: 0,
    connectionsRefused: 0,
    queuedDropped: 0,
    retainedDropped: 0,
    sessionsExpired: 0,
  };
}

/** Queued messages are ordered by this and then by a counter, so a later process needs a later ID. */
function nextBrokerId(): string {
  return `sluice-${Date.now().toString(36).padStart(10, "0")}`;
}

interface Parts {
  aedes: Aedes;
  gate: PublishGate;
  keeper: SessionKeeper;
  devices: DeviceEvents;
  counters: MqttBrokerCounters;
  closeStore: () => Promise<void>;
}

async function createParts(options: MqttBrokerOptions, limits: MqttBrokerLimits): Promise<Parts> {
  const onError = options.onError ?? (() => undefined);
  const counters = emptyCounters();
  const db = await openLevel(options.dataDir);
  const store = new BrokerStore(db, limits, counters);
  const keeper = new SessionKeeper({ store, records: new SessionRecords(db), limits, counters, onError });
  await keeper.open();
  const gate = new PublishGate(counters, options.reservedTopics ?? new Set(), limits.parkedBytesMax);
  const forwardOnce = new ForwardOnce();
  const aedes = new Aedes({
    id: nextBrokerId(),
    persistence: store,
    concurrency: routedMessagesMax,
    queueLimit: earlyPacketsMax,
    heartbeatInterval: heartbeatMs,
    connectTimeout: limits.connectTimeoutMs,
    drainTimeout: limits.drainTimeoutMs,
    maximumPacketSize: limits.packetBytesMax,
    topicAliasMaximum: topicAliasesMax,
    sessionExpiryIntervalLimit: limits.sessionExpirySecondsMax,
    pendingSessionsLimit: limits.sessionsMax,
    preConnect: (_client, packet, done) => {
      const fault = connectFault(packet);
      if (fault !== undefined) {
        counters.connectionsRefused++;
        done(new Error(fault), false);
        return;
      }
      keeper.beforeConnect(packet.clientId, packet.clean === true).then(() => done(null, true), onError);
    },
    authorizePublish: gate.authorize,
    authorizeForward: forwardOnce.forward,
    authorizeSubscribe: (client, subscription, done) => {
      const isShared = subscription.topic.startsWith("$share/");
      const isAllowed = !isShared && subscriptionCount(client) < limits.subscriptionsPerClientMax;
      done(null, isAllowed ? subscription : null);
    },
  });
  await aedes.listen();
  aedes.on("error" as "closed", onError as () => void); // safe because aedes emits store failures as "error", which its types leave out
  const devices = new DeviceEvents(aedes);
  aedes.on("client", (client) => {
    forwardOnce.watch(client);
    keeper.connected(client);
  });
  aedes.on("clientDisconnect", (client) => keeper.disconnected(client, isBeingTakenOver(aedes, client)));
  return { aedes, gate, keeper, devices, counters, closeStore: () => db.close() };
}

function serve(parts: Parts, accepted: Accepted, onClosed: () => void): void {
  const { stream, socket, request } = accepted;
  const address = `${socket.remoteAddress ?? ""}:${socket.remotePort ?? 0}`;
  const client = parts.aedes.handle(stream, request);
  guardParser(client);
  parts.devices.track(client, address);
  stream.once("close", () => {
    parts.gate.drop(client);
    onClosed();
  });
}

async function openListeners(parts: Parts, options: MqttBrokerOptions, limits: MqttBrokerLimits): Promise<Listener[]> {
  let openSockets = 0;
  const shared: Omit<ListenerOptions, "port"> = {
    host: options.host,
    connectTimeoutMs: limits.connectTimeoutMs,
    packetBytesMax: limits.packetBytesMax,
    allowedOrigins: options.allowedOrigins ?? [],
    hasRoom: () => openSockets < limits.connectionsMax,
    onConnection: (accepted) => {
      openSockets++;
      serve(parts, accepted, () => {
        openSockets--;
      });
    },
    onRefused: () => {
      parts.counters.connectionsRefused++;
    },
    onError: options.onError ?? (() => undefined),
  };
  const tcp = await listenTcp({ ...shared, port: options.port });
  if (options.wsPort === undefined) {
    return [tcp];
  }
  try {
    return [tcp, await listenWebSocket({ ...shared, port: options.wsPort })];
  } catch (error) {
    await tcp.close();
    throw error;
  }
}

async function closeParts(parts: Parts, listeners: readonly Listener[]): Promise<void> {
  parts.gate.startClosing();
  parts.devices.startClosing();
  const listenersClosed = listeners.map((listener) => listener.close());
  await new Promise<void>((resolve) => parts.aedes.close(() => resolve()));
  await Promise.all(listenersClosed);
  await parts.keeper.close();
  await parts.closeStore();
}

async function publishFromServer(aedes: Aedes, message: ServerPublish): Promise<void> {
  const { topic, payload, qos, retain = false, mqtt5 } = message;
  const properties = toPacketProperties(mqtt5);
  await new Promise<void>((resolve, reject) => {
    aedes.publish(
      { cmd: "publish", topic, payload, qos, retain, dup: false, ...(properties === undefined ? {} : { properties }) },
      (error) => (error ? reject(error) : resolve()),
    );
  });
}

/** Opens store and listeners; rejects with a `ListenError` when a port is taken. */
export async function openMqttBroker(options: MqttBrokerOptions): Promise<MqttBroker> {
  const limits = { ...defaultBrokerLimits, ...options.limits };
  const parts = await createParts(options, limits);
  const listeners = await openListeners(parts, options, limits).catch(async (error: unknown) => {
    await closeParts(parts, []);
    throw error;
  });
  let closed: Promise<void> | undefined;
  const { aedes, gate, keeper, devices, counters } = parts;
  return {
    port: listeners[0]?.port ?? options.port,
    wsPort: listeners[1]?.port,
    counters,
    connections: () => connectedClients(aedes).length,
    subscriptions: () => connectedClients(aedes).reduce((sum, client) => sum + subscriptionCount(client), 0),
    devices: () => connectedClients(aedes).map((client) => devices.describe(client)),
    awaySessions: () => keeper.away(),
    handlePublishes: (parentTopic, handler) => gate.register(parentTopic, handler),
    reserveTopics: (parentTopics) => gate.reserveTopics(parentTopics),
    onPublish: (listener) => gate.onPublish(listener),
    onDeviceEvent: (listener) => devices.listen(listener),
    setKnownTopics: (parentTopics) => gate.setKnownTopics(parentTopics),
    publish: (message) => publishFromServer(aedes, message),
    close: async () => {
      closed ??= closeParts(parts, listeners);
      await closed;
    },
  };
}
