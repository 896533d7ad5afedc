import { waitFor } from "@/tests/helpers/wait-for";
import { Program } from "./program";
import type { BenchServers } from "./servers";

/** Something that is measured while it runs. */
export interface Running {
  pid: number;
  /** where the load goes */
  mqttPort: number;
  parentTopic: string;
  /** counts what has reached the end */
  countDone(): Promise<number>;
  stop(): Promise<void>;
}

export interface Contender {
  name: string;
  broker: "embedded" | "external";
  isOurs: boolean;
  description: string;
  /** what ends the measurement; contenders of one comparison wait for the same thing unless this says otherwise */
  waitedFor: string;
  /** a publisher can measure the way to RocketMQ by its PUBACK */
  hasEndToEndAcknowledgement: boolean;
  start(servers: BenchServers): Promise<Running>;
}

const storedAndAcknowledged =
  "every PUBACK, each written after RocketMQ stored the message, and the queues' maximum offsets";
const stored = "the queues' maximum offsets in RocketMQ showing every message";

const embeddedOurs: Contender = {
  name: "embedded-ours",
  broker: "embedded",
  isOurs: true,
  description: "this product, embedded MQTT broker, one rule, everything on (order, spool, ledger, metrics)",
  waitedFor:
    "every PUBACK, each written after RocketMQ stored the message (or the spool, where that took over a second), and the queues' maximum offsets",
  hasEndToEndAcknowledgement: true,
  async start({ product, stored: count }) {
    const pid = await product.app.runtimePid();
    return {
      pid,
      mqttPort: product.app.ports.mqtt,
      parentTopic: product.embeddedTopic,
      countDone: () => count(product.embeddedTopic),
      stop: async () => undefined,
    };
  },
};

const embeddedYardstick: Contender = {
  name: "embedded-yardstick",
  broker: "embedded",
  isOurs: false,
  description: "aedes and a bare Remoting batch sender in one process; nothing else",
  waitedFor: storedAndAcknowledged,
  hasEndToEndAcknowledgement: true,
  async start({ yardstickMqttPort, brokerPort, yardstickTopic, stored: count }) {
    const program = Program.start("embedded", [yardstickMqttPort, brokerPort, yardstickTopic]);
    await program.lineWith("isReady", 20_000);
    return {
      pid: program.pid,
      mqttPort: yardstickMqttPort,
      parentTopic: yardstickTopic,
      countDone: () => count(yardstickTopic),
      stop: () => program.stop(),
    };
  },
};

const externalOurs: Contender = {
  name: "external-ours",
  broker: "external",
  isOurs: true,
  description: "this product, Mosquitto as external broker, one rule, everything on",
  waitedFor: stored,
  hasEndToEndAcknowledgement: false,
  async start({ product, mosquittoPort, stored: count }) {
    await product.app.api.setRuleStatus(product.externalRuleId, "enable");
    const isRunning = async () => (await product.app.api.rule(product.externalRuleId)).state === "running";
    await waitFor(isRunning, { timeoutMs: 30_000, what: "the external rule runs" });
    return {
      pid: await product.app.runtimePid(),
      mqttPort: mosquittoPort,
      parentTopic: product.externalTopic,
      countDone: () => count(product.externalTopic),
      stop: async () => {
        await product.app.api.setRuleStatus(product.externalRuleId, "disable");
      },
    };
  },
};

const externalLean: Contender = {
  name: "external-yardstick",
  broker: "external",
  isOurs: false,
  description:
    "one subscription on a bare socket, PUBLISH parsed by hand, bare Remoting batches, PUBACKs in order after storage",
  waitedFor: stored,
  hasEndToEndAcknowledgement: false,
  async start({ mosquittoPort, brokerPort, yardstickTopic, stored: count }) {
    const program = Program.start("lean-bridge", [mosquittoPort, brokerPort, yardstickTopic, `${yardstickTopic}/#`]);
    await program.lineWith("isReady", 20_000);
    return {
      pid: program.pid,
      mqttPort: mosquittoPort,
      parentTopic: yardstickTopic,
      countDone: () => count(yardstickTopic),
      stop: () => program.stop(),
    };
  },
};

const externalSubscriber: Contender = {
  name: "external-subscriber",
  broker: "external",
  isOurs: false,
  description: "bare mqtt.js subscriber that counts and forwards nothing: the ceiling of that library",
  waitedFor: "the subscriber's own count; nothing is forwarded",
  hasEndToEndAcknowledgement: false,
  async start({ mosquittoPort, yardstickTopic }) {
    const program = Program.start("counting-subscriber", [mosquittoPort, `${yardstickTopic}/#`]);
    await program.lineWith("isReady", 20_000);
    return {
      pid: program.pid,
      mqttPort: mosquittoPort,
      parentTopic: yardstickTopic,
      countDone: async () => program.lastNumber("received"),
      stop: () => program.stop(),
    };
  },
};

export const contenders: readonly Contender[] = [
  embeddedYardstick,
  embeddedOurs,
  externalSubscriber,
  externalLean,
  externalOurs,
];
