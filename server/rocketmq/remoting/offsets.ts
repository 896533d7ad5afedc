import { requestCodes } from "./codes";
import type { Connections } from "./connections";
import { readNumberField } from "./fields";
import type { Queue } from "./route";

export interface QueueAt {
  /** The queue's master. */
  address: string;
  topic: string;
  queue: Queue;
}

/** The offset that the next message will get. */
export function queryMaxOffset(connections: Connections, at: QueueAt): Promise<number> {
  return queryOffset(connections, requestCodes.getMaxOffset, at);
}

/** The first offset that is still stored. */
export function queryMinOffset(connections: Connections, at: QueueAt): Promise<number> {
  return queryOffset(connections, requestCodes.getMinOffset, at);
}

/** The first message stored at that time or later. */
export function searchOffset(connections: Connections, at: QueueAt, epochMs: number): Promise<number> {
  return queryOffset(connections, requestCodes.searchOffsetByTimestamp, at, { timestamp: String(epochMs) });
}

async function queryOffset(
  connections: Connections,
  code: number,
  { address, topic, queue }: QueueAt,
  more: Record<string, string> = {},
): Promise<number> {
  const fields = { topic, queueId: String(queue.queueId), bname: queue.brokerName, ...more };
  return readNumberField(await connections.call(address, { code, fields }), "offset");
}
