import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { onTestFinished } from "vitest";
import type {
  BrokerMessage,
  MqttBroker,
  MqttBrokerOptions,
  PublishHold,
} from "@/server/embedded/mqtt-broker/contracts";
import { openMqttBroker } from "@/server/embedded/mqtt-broker/mqtt-broker";

export interface TestBroker {
  broker: MqttBroker;
  dataDir: string;
  url: string;
  wsUrl: string;
  errors: unknown[];
}

export function temporaryDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-broker-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export async function openTestBroker(options: Partial<MqttBrokerOptions> = {}): Promise<TestBroker> {
  const dataDir = options.dataDir ?? temporaryDir();
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const broker = await openMqttBroker({ host: "127.0.0.1", port: 0, wsPort: 0, onError, ...options, dataDir });
  onTestFinished(async () => await broker.close());
  return {
    broker,
    dataDir,
    url: `mqtt://127.0.0.1:${broker.port}`,
    wsUrl: `ws://127.0.0.1:${broker.wsPort ?? 0}/mqtt`,
    errors,
  };
}

export async function connectClient(url: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, protocolVersion: 5, ...options }, false);
  client.on("error", () => undefined);
  onTestFinished(async () => await client.endAsync(true));
  return client;
}

export interface Held {
  message: BrokerMessage;
  hold: PublishHold | undefined;
}

/** Takes the publishes of a parent topic and holds every acknowledgement. */
export function holdPublishes(broker: MqttBroker, parentTopic: string) {
  const held: Held[] = [];
  let voids = 0;
  let lost = 0;
  const registration = broker.handlePublishes(parentTopic, {
    publish: (message, hold) => void held.push({ message, hold }),
    onHoldsVoid: () => void voids++,
    onLost: (count) => {
      lost += count;
    },
  });
  return { held, registration, voids: () => voids, lost: () => lost };
}
