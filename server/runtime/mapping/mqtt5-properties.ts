import { limits } from "@/lib/limits";
import type { Mqtt5Properties } from "@/server/runtime/flow/contracts";
import { property, utf8Bytes } from "./properties";
import { joinWritten, nothingWritten, type Written, write } from "./written";

/** The properties of MQTT 5, or why this message's cannot be written. */
export function writeMqtt5Properties(mqtt5: Mqtt5Properties): Written | { cause: string } {
  const users = writeUserProperties(mqtt5);
  if ("cause" in users) {
    return users;
  }
  const { messageExpiryIntervalSeconds, contentType, isPayloadUtf8, responseTopic, correlationData } = mqtt5;
  return joinWritten([
    users,
    verbatim("mqtt5MsgExpireInterval", messageExpiryIntervalSeconds?.toString()),
    contentType === undefined ? nothingWritten : write("mqtt5ContentType", contentType),
    verbatim("mqtt5PayloadFormatIndicator", isPayloadUtf8 === undefined ? undefined : isPayloadUtf8 ? "1" : "0"),
    responseTopic === undefined ? nothingWritten : write("mqtt5ResponseTopic", responseTopic),
    verbatim("mqtt5CorrelationData", correlationData?.toString("base64")),
  ]);
}

/** JSON escapes every character that RocketMQ's property string cannot hold. */
function writeUserProperties({ userProperties }: Mqtt5Properties): Written | { cause: string } {
  if (userProperties === undefined || userProperties.length === 0) {
    return nothingWritten;
  }
  const json = JSON.stringify(userProperties.map(({ key, value }) => ({ key, value })));
  const bytes = utf8Bytes(json);
  return bytes > limits.userPropertiesBytesMax
    ? { cause: `mqtt5UserProperty has ${bytes} bytes; at most ${limits.userPropertiesBytesMax} can be written.` }
    : { text: property("mqtt5UserProperty", json), escapedNames: "" };
}

function verbatim(name: string, value: string | undefined): Written {
  return value === undefined ? nothingWritten : { text: property(name, value), escapedNames: "" };
}
