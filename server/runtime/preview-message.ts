import { limits } from "@/lib/limits";
import type { MappedMessage } from "@/lib/rules/preview";
import { say } from "@/lib/said/say";
import type { MqttUserProperty } from "./flow/contracts";
import { laneOf } from "./flow/lane-of";
import { withoutControlCharacters } from "./mapping/control-characters";
import { escapedMarker } from "./mapping/properties";
import { createToFlowMessage } from "./mapping/to-flow-message";
import { createUniqueKeys } from "./mapping/unique-key";

export interface PreviewRequest {
  topic: string;
  payloadBase64: string;
  qos: 0 | 1 | 2;
  clientId?: string | undefined;
  cleanSession?: boolean | undefined;
  contentType?: string | undefined;
  userProperties?: readonly MqttUserProperty[] | undefined;
  /** The sink by gRPC writes control characters otherwise. */
  isGrpc: boolean;
}

/** Tells by its zeros that no producer of ours made it. */
const exampleProducer = "0".repeat(20);
const uniqueKey = "UNIQ_KEY";

/** What the mapping that rules run with makes of a message; the message goes nowhere. */
export function previewMessage(request: PreviewRequest): MappedMessage {
  const map = createToFlowMessage(
    createUniqueKeys(() => exampleProducer, Date.now),
    laneOf,
  );
  const { topic, qos, clientId, cleanSession, contentType, userProperties } = request;
  const hasMqtt5 = contentType !== undefined || (userProperties !== undefined && userProperties.length > 0);
  const mqtt5 = hasMqtt5
    ? { ...(contentType !== undefined && { contentType }), ...(userProperties !== undefined && { userProperties }) }
    : undefined;
  const payload = Buffer.from(request.payloadBase64, "base64");
  const mapped = map({ topic, payload, qos, clientId, cleanSession, mqtt5 }, undefined, Date.now());
  const message = "failure" in mapped ? mapped.message : mapped;
  const properties = request.isGrpc ? withoutControlCharacters(message.properties) : message.properties;
  const refusal = "failure" in mapped ? mapped.failure.message : tooLarge(message.body);
  return {
    properties: listProperties(properties),
    propertiesBytes: Buffer.byteLength(properties),
    bodyBase64: message.body.toString("base64"),
    bodyBytes: message.body.length,
    lane: laneOf(message.key),
    ...(refusal !== undefined && { refusal }),
  };
}

function tooLarge(body: Buffer): string | undefined {
  const max = limits.rocketmqMessageBytesMax;
  return body.length > max ? say("bodyTooLarge", { size: body.length, max }) : undefined;
}

function listProperties(text: string): MappedMessage["properties"] {
  const pairs = text.split("\x02").flatMap((pair): [string, string][] => {
    const end = pair.indexOf("\x01");
    return end > 0 ? [[pair.slice(0, end), pair.slice(end + 1)]] : [];
  });
  const escaped = new Set(pairs.find(([name]) => name === escapedMarker)?.[1].split(","));
  return pairs.map(([name, value]) => ({
    name,
    value,
    isEscaped: escaped.has(name),
    isExample: name === uniqueKey,
  }));
}
