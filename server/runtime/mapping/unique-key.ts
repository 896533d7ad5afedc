const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, "0"));

/**
 * Client-side message IDs in RocketMQ's form: 20 hex digits that tell the producer apart, 8 of milliseconds since the
 * month began, 4 of a counter; RocketMQ's own tools read the time out of it. `producer` must differ for each start of the process.
 */
export function createUniqueKeys(producer: string, epochMs: () => number): () => string {
  let counter = 0;
  let timeMs = 0;
  let prefix = "";
  return () => {
    const nowMs = epochMs();
    if (nowMs !== timeMs) {
      timeMs = nowMs;
      const sinceMonthMs = (nowMs - monthStartMs(nowMs)) >>> 0;
      prefix = producer + sinceMonthMs.toString(16).toUpperCase().padStart(8, "0");
    }
    counter = (counter + 1) & 0xffff;
    return prefix + hexBytes[counter >>> 8] + hexBytes[counter & 0xff];
  };
}

function monthStartMs(epochMs: number): number {
  const date = new Date(epochMs);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}
