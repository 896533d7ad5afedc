import { Program } from "@/tests/bench/program";
import { benchTopics } from "@/tests/bench/topics";
import { type Bridge, running, type Sender, stored, storedAndAcknowledged } from "./contract";

const topic = benchTopics.yardstick;

export const embeddedYardstick: Bridge = {
  kind: "bridge",
  name: "embedded-yardstick",
  isOurs: false,
  description: "aedes and a bare Remoting batch sender in one process; nothing else",
  waitedFor: storedAndAcknowledged,
  hasEndToEndAcknowledgement: true,
  async start({ yardstickMqttPort: mqttPort, brokerPort, stored: count }) {
    const program = Program.start("embedded", [mqttPort, brokerPort, topic]);
    await program.lineWith("isReady", 20_000);
    return running(program, { mqttPort, parentTopic: topic, countDone: () => count(topic) });
  },
};

export const externalYardstick: Bridge = {
  kind: "bridge",
  name: "external-yardstick",
  isOurs: false,
  description:
    "one subscription on a bare socket, PUBLISH parsed by hand, bare Remoting batches, PUBACKs in order after storage",
  waitedFor: stored,
  async start({ mosquittoPort: mqttPort, brokerPort, stored: count }) {
    const program = Program.start("lean-bridge", [mqttPort, brokerPort, topic, `${topic}/#`]);
    await program.lineWith("isReady", 20_000);
    return running(program, { mqttPort, parentTopic: topic, countDone: () => count(topic) });
  },
};

export const subscriber: Bridge = {
  kind: "bridge",
  name: "subscriber",
  isOurs: false,
  description: "bare mqtt.js subscriber that counts and forwards nothing: the ceiling of that library",
  waitedFor: "the subscriber's own count; nothing is forwarded",
  async start({ mosquittoPort: mqttPort }) {
    const program = Program.start("counting-subscriber", [mqttPort, `${topic}/#`]);
    await program.lineWith("isReady", 20_000);
    return running(program, { mqttPort, parentTopic: topic, countDone: async () => program.lastNumber("received") });
  },
};

export const remotingSend: Sender = {
  kind: "sender",
  name: "remoting-send",
  isOurs: false,
  description:
    "batches of 128 straight into RocketMQ over Remoting, 8 under way, no MQTT: the ceiling of the storage side",
  waitedFor: "RocketMQ's answer to every batch",
  share: 2,
  program: "remoting-send",
  parameters: ({ brokerPort }, { messages, bodyBytes }) => [brokerPort, topic, messages, bodyBytes],
  pace: { program: "remoting-pace", parameters: ({ brokerPort }) => [brokerPort, topic] },
};

export const grpcSend: Sender = {
  kind: "sender",
  name: "grpc-send",
  isOurs: false,
  description: "the official Node client over gRPC to RocketMQ 5.5.0, one send a message, 512 under way, no MQTT",
  waitedFor: "RocketMQ's answer to every message",
  share: 0.05,
  program: "grpc-send",
  parameters: ({ grpcEndpoint }, { messages, bodyBytes }) => [grpcEndpoint, topic, messages, bodyBytes],
};
