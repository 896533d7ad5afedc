import { requestCodes, responseCodes } from "./codes";
import type { Connections } from "./connections";
import { refusedError } from "./errors";
import { decodeMessages, type StoredMessage } from "./message-decoder";
import { physicalOffsetOf } from "./message-id";

export interface KeyQuery {
  topic: string;
  key: string;
  /** True to look for the client-side message ID, false for a value of KEYS. */
  isUniqueKey: boolean;
  messagesMax: number;
  fromMs: number;
  toMs: number;
}

const queryTimeoutMs = 6_000;
const uniqueKeyProperty = "UNIQ_KEY";
const keysProperty = "KEYS";

/** Looks a key up in one broker's index; hash collisions are sorted out here. */
export async function queryByKey(connections: Connections, address: string, query: KeyQuery): Promise<StoredMessage[]> {
  const fields = {
    topic: query.topic,
    key: query.key,
    maxNum: String(query.messagesMax),
    beginTimestamp: String(query.fromMs),
    endTimestamp: String(query.toMs),
    ...(query.isUniqueKey ? { _UNIQUE_KEY_QUERY: "true" } : {}),
  };
  const answer = await connections.to(address).request({ code: requestCodes.queryMessage, fields }, queryTimeoutMs);
  if (answer.code === responseCodes.queryNotFound) {
    return [];
  }
  if (answer.code !== responseCodes.success) {
    throw refusedError(address, answer.code, answer.remark);
  }
  return decodeMessages(answer.body).filter((message) => hasKey(message, query));
}

function hasKey({ topic, properties }: StoredMessage, query: KeyQuery): boolean {
  if (topic !== query.topic) {
    return false;
  }
  return query.isUniqueKey
    ? properties.get(uniqueKeyProperty) === query.key
    : (properties.get(keysProperty) ?? "").split(" ").includes(query.key);
}

/** Reads the message that a broker's own ID names; undefined when this broker has none there. */
export async function viewByMessageId(
  connections: Connections,
  address: string,
  messageId: string,
): Promise<StoredMessage | undefined> {
  const offset = physicalOffsetOf(messageId);
  if (offset === undefined) {
    return undefined;
  }
  const command = { code: requestCodes.viewMessageById, fields: { offset } };
  const answer = await connections.to(address).request(command);
  if (answer.code !== responseCodes.success) {
    // "Find message by the offset failed" has no code of its own.
    return undefined;
  }
  // Another broker may hold some other message at the same place.
  return decodeMessages(answer.body).find((message) => message.brokerMessageId === messageId.toUpperCase());
}
