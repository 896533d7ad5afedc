import { limits } from "@/lib/limits";
import { say } from "@/lib/said/say";
import type { Mqtt5Properties } from "@/server/runtime/flow/contracts";
import { property, utf8Bytes } from "./properties";
import { joinWritten, nothingWritten, type Written, write } from "./written";

/** All of the text, even where `cause` says that it is not to be sent: a dead letter keeps what was published. */
export interface WrittenMqtt5 extends Written {
  cause: string | undefined;
}

export function writeMqtt5Properties(mqtt5: Mqtt5Properties): WrittenMqtt5 {
  const users = writeUserProperties(mqtt5);
  const { messageExpiryIntervalSeconds, contentType, isPayloadUtf8, responseTopic, correlationData } = mqtt5;
  const written = joinWritten([
    users,
    verbatim("mqtt5MsgExpireInterval", messageExpiryIntervalSeconds?.toString()),
    contentType === undefined ? nothingWritten : write("mqtt5ContentType", contentType),
    verbatim("mqtt5PayloadFormatIndicator", isPayloadUtf8 === undefined ? undefined : isPayloadUtf8 ? "1" : "0"),
    responseTopic === undefined ? nothingWritten : write("mqtt5ResponseTopic", responseTopic),
    verbatim("mqtt5CorrelationData", correlationData?.toString("base64")),
  ]);
  return { ...written, cause: users.cause };
}

/** JSON escapes every character that RocketMQ's property string cannot hold. */
function writeUserProperties({ userProperties }: Mqtt5Properties): WrittenMqtt5 {
  if (userProperties === undefined || userProperties.length === 0) {
    return { ...nothingWritten, cause: undefined };
  }
  const json = JSON.stringify(userProperties.map(({ key, value }) => ({ key, value })));
  const bytes = utf8Bytes(json);
  const cause =
    bytes > limits.userPropertiesBytesMax
      ? say("userPropertiesTooLong", { size: bytes, max: limits.userPropertiesBytesMax })
      : undefined;
  return { text: property("mqtt5UserProperty", json), escapedNames: "", cause };
}

function verbatim(name: string, value: string | undefined): Written {
  return value === undefined ? nothingWritten : { text: property(name, value), escapedNames: "" };
}
