import { hostname } from "node:os";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import type { OutgoingMessage } from "@/server/rocketmq/remoting/batch";
import { nameSeparator, propertySeparator } from "@/server/rocketmq/remoting/properties";
import { fieldBytes, ProtobufWriter, varintBytes } from "./protobuf-writer";

const { Encoding, MessageType } = definition;

export interface MessageDestination {
  /** Without the namespace. */
  topic: string;
  namespace: string | undefined;
  /** Undefined for a plain message. */
  messageGroup: string | undefined;
  bornAtMs: number;
}

// Numbers of the fields, as in the protocol's definition files.
const requestFields = { messages: 1 } as const;
const messageFields = { topic: 1, userProperties: 2, systemProperties: 3, body: 4 } as const;
const resourceFields = { namespace: 1, name: 2 } as const;
const entryFields = { key: 1, value: 2 } as const;
const timestampFields = { seconds: 1, nanos: 2 } as const;
const systemFields = {
  tag: 1,
  keys: 2,
  messageId: 3,
  bodyEncoding: 5,
  messageType: 6,
  bornTimestamp: 7,
  bornHost: 8,
  messageGroup: 17,
} as const;

interface Text {
  field: number;
  text: string;
  bytes: number;
}

interface Entry {
  bytes: number;
  key: Text;
  value: Text;
}

interface Prepared {
  body: Buffer;
  entries: readonly Entry[];
  system: readonly Text[];
  systemBytes: number;
  bytes: number;
}

/**
 * A SendMessageRequest in protobuf, byte for byte what the client library would write: its own writer takes as much time as the
 * rest of a request together. Properties in wire form become user properties, but for those that gRPC has fields for.
 */
export function writeSendRequest(messages: readonly OutgoingMessage[], destination: MessageDestination): Buffer {
  const topic = writeTopic(destination);
  const common = writeCommon(destination);
  const prepared = messages.map((message) => prepare(message, topic.length, common.length));
  const bytes = prepared.reduce((sum, message) => sum + fieldBytes(requestFields.messages, message.bytes), 0);
  const writer = new ProtobufWriter(bytes);
  for (const message of prepared) {
    writer.head(requestFields.messages, message.bytes).raw(topic);
    for (const { bytes: entryBytes, key, value } of message.entries) {
      writer.head(messageFields.userProperties, entryBytes);
      writer.text(key.field, key.text, key.bytes).text(value.field, value.text, value.bytes);
    }
    writer.head(messageFields.systemProperties, message.systemBytes);
    for (const { field, text, bytes: textBytes } of message.system) {
      writer.text(field, text, textBytes);
    }
    writer.raw(common).bytes(messageFields.body, message.body);
  }
  return writer.buffer;
}

function prepare({ body, properties }: OutgoingMessage, topicBytes: number, commonBytes: number): Prepared {
  const entries: Entry[] = [];
  const system: Text[] = [];
  let entriesBytes = 0;
  let systemBytes = commonBytes;
  const addSystem = (field: number, value: string) => {
    const text = toText(field, value);
    system.push(text);
    systemBytes += textBytes(text);
  };
  for (const pair of properties.split(propertySeparator)) {
    const end = pair.indexOf(nameSeparator);
    if (end <= 0) {
      continue;
    }
    const name = pair.slice(0, end);
    const value = pair.slice(end + 1);
    if (!addSystemProperty(name, value, addSystem)) {
      const entry = toEntry(name, value);
      entries.push(entry);
      entriesBytes += fieldBytes(messageFields.userProperties, entry.bytes);
    }
  }
  const bytes =
    topicBytes +
    entriesBytes +
    fieldBytes(messageFields.systemProperties, systemBytes) +
    fieldBytes(messageFields.body, body.length);
  return { body, entries, system, systemBytes, bytes };
}

/** False for a person's own property. WAIT has no field: a proxy always waits. */
function addSystemProperty(name: string, value: string, add: (field: number, value: string) => void): boolean {
  switch (name) {
    case "UNIQ_KEY":
      add(systemFields.messageId, value);
      return true;
    case "KEYS":
      for (const key of value.split(" ").filter((part) => part !== "")) {
        add(systemFields.keys, key);
      }
      return true;
    case "TAGS":
      add(systemFields.tag, value);
      return true;
    default:
      return name === "WAIT";
  }
}

function toText(field: number, text: string): Text {
  return { field, text, bytes: Buffer.byteLength(text) };
}

function textBytes({ field, bytes }: Text): number {
  return fieldBytes(field, bytes);
}

function toEntry(name: string, value: string): Entry {
  const key = toText(entryFields.key, name);
  const text = toText(entryFields.value, value);
  return { key, value: text, bytes: textBytes(key) + textBytes(text) };
}

function writeTopic({ topic, namespace = "" }: MessageDestination): Buffer {
  const parts = [toText(resourceFields.namespace, namespace), toText(resourceFields.name, topic)];
  const used = parts.filter(({ text }) => text !== "");
  const bytes = used.reduce((sum, text) => sum + textBytes(text), 0);
  const writer = new ProtobufWriter(fieldBytes(messageFields.topic, bytes)).head(messageFields.topic, bytes);
  for (const { field, text, bytes: length } of used) {
    writer.text(field, text, length);
  }
  return writer.buffer;
}

const bornHost = toText(systemFields.bornHost, hostname());

/** The system properties that all messages of a request share. */
function writeCommon({ messageGroup, bornAtMs }: MessageDestination): Buffer {
  const group = messageGroup === undefined ? undefined : toText(systemFields.messageGroup, messageGroup);
  const born = writeTimestamp(bornAtMs);
  const bytes =
    4 + fieldBytes(systemFields.bornTimestamp, born.length) + textBytes(bornHost) + (group ? textBytes(group) : 0);
  const writer = new ProtobufWriter(bytes)
    .number(systemFields.bodyEncoding, Encoding.IDENTITY)
    .number(systemFields.messageType, group === undefined ? MessageType.NORMAL : MessageType.FIFO)
    .bytes(systemFields.bornTimestamp, born)
    .text(bornHost.field, bornHost.text, bornHost.bytes);
  if (group !== undefined) {
    writer.text(group.field, group.text, group.bytes);
  }
  return writer.buffer;
}

function writeTimestamp(epochMs: number): Buffer {
  const seconds = Math.floor(epochMs / 1_000);
  const nanos = (epochMs % 1_000) * 1_000_000;
  const writer = new ProtobufWriter(2 + varintBytes(seconds) + varintBytes(nanos));
  return writer.number(timestampFields.seconds, seconds).number(timestampFields.nanos, nanos).buffer;
}
