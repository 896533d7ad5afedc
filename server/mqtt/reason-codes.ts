import { say } from "@/lib/said/say";
import type { MqttFailure } from "./contracts";
import { type ConnectionEndKind, MqttConnectionError } from "./errors";

type Entry = readonly [code: MqttFailure["code"], message: string, kind?: ConnectionEndKind];

const unavailable = "The broker says it is not available right now.";
const notAuthorised = "The broker refused: not authorised. Check the user's permissions.";
const badCredentials = "The broker refused the user name or password.";

/** MQTT 5 reason codes of CONNACK and DISCONNECT (MQTT 5.0 section 2.4). */
const mqtt5Reasons: Readonly<Record<number, Entry>> = {
  0: ["sourceUnreachable", "The broker ended the connection."],
  128: ["unknown", "The broker gave no reason (unspecified error)."],
  129: ["unknown", "The broker found a packet malformed."],
  130: ["unknown", "The broker reported a protocol error."],
  131: ["unknown", "The broker refused for a reason of its own."],
  132: ["sourceUnreachable", "The broker does not speak this MQTT version. Choose 3.1.1 or auto.", "refusedVersion"],
  133: ["sourceNotAuthorised", "The broker does not accept the client ID. Check the client ID prefix."],
  134: ["sourceNotAuthorised", badCredentials],
  135: ["sourceNotAuthorised", notAuthorised],
  136: ["sourceUnreachable", unavailable],
  137: ["sourceQuota", "The broker is busy."],
  138: ["sourceNotAuthorised", "The broker banned this client."],
  139: ["sourceUnreachable", "The broker is shutting down."],
  140: ["sourceNotAuthorised", "The broker wants another authentication method."],
  141: ["sourceUnreachable", "The broker heard nothing within the keep-alive."],
  142: [
    "sourceTakenOver",
    "Another client connected with the same client ID. Stop the other client or give it another ID.",
    "takenOver",
  ],
  143: ["sourceNotAuthorised", "The broker does not accept the topic filter."],
  144: ["unknown", "The broker does not accept the topic name."],
  147: ["sourceQuota", "The broker says its receive maximum was exceeded."],
  148: ["unknown", "The broker does not accept the topic alias."],
  149: ["sourceQuota", "The broker says a packet was too large."],
  150: ["sourceQuota", "The broker says the message rate is too high."],
  151: ["sourceQuota", "A quota of the broker is exceeded."],
  152: ["sourceUnreachable", "An administrator of the broker ended the connection."],
  153: ["unknown", "The broker says the payload format is invalid."],
  156: ["sourceUnreachable", "The broker asks to use another server. Change the address."],
  157: ["sourceUnreachable", "The server moved. Change the address."],
  159: ["sourceQuota", "Too many connections in a short time for the broker."],
  160: ["sourceUnreachable", "The broker's maximum connect time is over."],
};

/** MQTT 3.1.1 CONNACK return codes. */
const mqtt3Returns: Readonly<Record<number, Entry>> = {
  1: ["sourceUnreachable", "The broker does not speak this MQTT version.", "refusedVersion"],
  2: ["sourceNotAuthorised", "The broker does not accept the client ID. Check the client ID prefix."],
  3: ["sourceUnreachable", unavailable],
  4: ["sourceNotAuthorised", badCredentials],
  5: ["sourceNotAuthorised", notAuthorised],
};

function toError(entry: Entry | undefined, code: number, reasonString: string | undefined): MqttConnectionError {
  const [failureCode, message, kind] = entry ?? ["unknown", "The broker gave a reason that is not known."];
  const said = reasonString === undefined || reasonString === "" ? "" : ` It says: ${reasonString.slice(0, 200)}`;
  return new MqttConnectionError({ code: failureCode, message: `${message} (code ${code})${said}` }, kind);
}

/** A 3.1.1 server answers a version 5 CONNECT with its own small codes, so those are looked up for both versions. */
export function connackError(code: number, reasonString?: string): MqttConnectionError {
  return toError(mqtt3Returns[code] ?? mqtt5Reasons[code], code, reasonString);
}

export function disconnectError(code: number, reasonString?: string): MqttConnectionError {
  return toError(mqtt5Reasons[code], code, reasonString);
}

export function subackError(code: number, topicFilter: string): MqttConnectionError {
  if (code === 0x80) {
    return new MqttConnectionError({
      code: "sourceNotAuthorised",
      message: say("subscriptionToRefused", { filter: topicFilter }),
    });
  }
  const error = toError(mqtt5Reasons[code], code, undefined);
  return new MqttConnectionError({
    code: error.failure.code,
    message: `Subscription to ${topicFilter}: ${error.failure.message}`,
  });
}
