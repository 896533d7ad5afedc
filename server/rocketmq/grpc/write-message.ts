import { hostname } from "node:os";
import type { Message } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";

import type { OutgoingMessage } from "@/server/rocketmq/remoting/batch";
import { nameSeparator, propertySeparator } from "@/server/rocketmq/remoting/properties";

const { Encoding, MessageType, Resource, SystemProperties } = definition;

type SystemFields = InstanceType<typeof SystemProperties>;

export interface MessageDestination {
  /** Without the namespace. */
  topic: string;
  namespace: string | undefined;
  /** Undefined for a plain message. */
  messageGroup: string | undefined;
  bornAtMs: number;
}

const bornHost = hostname();

/** Field 7 with nothing in it: the library offers no other way to a timestamp. */
const emptyBornTimestamp = Uint8Array.of(0x3a, 0);

function timestampOf(epochMs: number): ReturnType<SystemFields["getBornTimestamp"]> {
  const timestamp = SystemProperties.deserializeBinary(emptyBornTimestamp).getBornTimestamp();
  timestamp?.setSeconds(Math.floor(epochMs / 1_000));
  timestamp?.setNanos((epochMs % 1_000) * 1_000_000);
  return timestamp;
}

/** Properties in wire form become user properties, but for those that gRPC has fields for. WAIT has none: a proxy always waits. */
export function writeMessage(
  { body, properties }: OutgoingMessage,
  { topic, namespace, messageGroup, bornAtMs }: MessageDestination,
): Message {
  const system = new SystemProperties()
    .setBornHost(bornHost)
    .setBornTimestamp(timestampOf(bornAtMs))
    .setBodyEncoding(Encoding.IDENTITY)
    .setMessageType(messageGroup === undefined ? MessageType.NORMAL : MessageType.FIFO);
  if (messageGroup !== undefined) {
    system.setMessageGroup(messageGroup);
  }
  const message = new definition.Message()
    .setTopic(new Resource().setResourceNamespace(namespace ?? "").setName(topic))
    .setBody(body)
    .setSystemProperties(system);
  const user = message.getUserPropertiesMap();
  for (const pair of properties.split(propertySeparator)) {
    const end = pair.indexOf(nameSeparator);
    if (end > 0) {
      const name = pair.slice(0, end);
      const value = pair.slice(end + 1);
      const put = systemFields[name];
      if (put === undefined) {
        user.set(name, value);
      } else {
        put(system, value);
      }
    }
  }
  return message;
}

const systemFields: Readonly<Record<string, (system: SystemFields, value: string) => void>> = {
  UNIQ_KEY: (system, value) => void system.setMessageId(value),
  KEYS: (system, value) => void system.setKeysList(value.split(" ").filter((key) => key !== "")),
  TAGS: (system, value) => void system.setTag(value),
  WAIT: () => {},
};
