import { limits } from "@/lib/limits";
import { say } from "@/lib/said/say";
import type { Failure, FlowMessage, MqttMessage, Receipt } from "@/server/runtime/flow/contracts";
import { BoundedCache } from "./bounded-cache";
import { type WrittenMqtt5, writeMqtt5Properties } from "./mqtt5-properties";
import { property, utf8Bytes } from "./properties";
import { joinWritten, markerOf, nothingWritten, type Written, write } from "./written";

const cachedKeysMax = 20_000;
const cachedKeyLengthMax = 512;

export interface Unmappable {
  message: FlowMessage;
  failure: Failure;
}

export type ToFlowMessage = (
  mqtt: MqttMessage,
  receipt: Receipt | undefined,
  receivedAtMs: number,
) => FlowMessage | Unmappable;

const qosProperties = [property("qoslevel", "0"), property("qoslevel", "1"), property("qoslevel", "2")] as const;
const noMqtt5: WrittenMqtt5 = { ...nothingWritten, cause: undefined };
const ofCleanSession = property("cleansessionflag", "true");
const ofKeptSession = property("cleansessionflag", "false");

/** MQTT PUBLISH to RocketMQ message, as documented in docs/mapping.md. What depends on topic or client alone is computed once. */
export function createToFlowMessage(nextUniqueKey: () => string, laneOf: (key: string) => number): ToFlowMessage {
  const knowTopic = (name: string): KnownTopic => ({ ...writeTopic(name), name, lane: laneOf(name), last: undefined });
  const topics = new BoundedCache(knowTopic, cachedKeysMax, cachedKeyLengthMax);
  const clients = new BoundedCache((clientId) => write("clientId", clientId), cachedKeysMax, cachedKeyLengthMax);
  return (mqtt, receipt, receivedAtMs) => {
    const topic = topics.get(mqtt.topic);
    if (!isSameSender(topic.last, mqtt)) {
      const client = mqtt.clientId === undefined ? nothingWritten : clients.get(mqtt.clientId);
      topic.last = writeHead(topic, client, mqtt);
    }
    const { text, escapedNames } = topic.last;
    const optional = mqtt.mqtt5 === undefined ? noMqtt5 : writeMqtt5Properties(mqtt.mqtt5);
    const marker = markerOf(escapedNames + optional.escapedNames);
    const properties = `${text}${optional.text}${marker}UNIQ_KEY\x01${nextUniqueKey()}\x02`;
    const message: FlowMessage = {
      key: topic.name,
      lane: topic.lane,
      body: mqtt.payload,
      properties,
      qos: mqtt.qos,
      receivedAtMs,
      receipt,
      // Always there, so that all messages have one shape.
      passport: undefined,
    };
    const cause = optional.cause ?? tooLong(properties);
    return cause === undefined ? message : { message, failure: { code: "invalid", stage: "map", message: cause } };
  };
}

/** What all messages of one topic share, and what those of its last sender share: most topics have one. */
interface KnownTopic extends Written {
  name: string;
  lane: number;
  last: Head | undefined;
}

interface Head extends Written, Pick<MqttMessage, "qos" | "clientId" | "cleanSession"> {}

function isSameSender(last: Head | undefined, mqtt: MqttMessage): last is Head {
  return (
    last !== undefined &&
    last.clientId === mqtt.clientId &&
    last.qos === mqtt.qos &&
    last.cleanSession === mqtt.cleanSession
  );
}

function writeHead(topic: Written, client: Written, { qos, clientId, cleanSession }: MqttMessage): Head {
  // Joined, not added up: one flat string, which need not be flattened for each message.
  const text = [topic.text, qosProperties[qos], client.text, sessionProperty(cleanSession)].join("");
  return { text, escapedNames: topic.escapedNames + client.escapedNames, qos, clientId, cleanSession };
}

function sessionProperty(isCleanSession: boolean | undefined): string {
  return isCleanSession === undefined ? "" : isCleanSession ? ofCleanSession : ofKeptSession;
}

/** The subtopic keeps its leading slash; a message to the bare parent topic has none. */
function writeTopic(topic: string): Written {
  const slash = topic.indexOf("/");
  const parts = [write("topic", topic)];
  if (slash >= 0) {
    parts.push(write("mqttSecondTopic", topic.slice(slash)));
  }
  return joinWritten(parts);
}

/** RocketMQ 4.x writes the length of the properties as a signed 16-bit number. A UTF-16 unit takes at most three bytes. */
function tooLong(properties: string): string | undefined {
  if (properties.length * 3 <= limits.propertiesBytesMax) {
    return undefined;
  }
  const bytes = utf8Bytes(properties);
  return bytes <= limits.propertiesBytesMax
    ? undefined
    : say("propertiesTooLong", { size: bytes, max: limits.propertiesBytesMax });
}
