const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
const keysPerMs = 0x1_00_00;

/**
 * Client-side message IDs in RocketMQ's form: 20 hex digits that tell the producer apart, 8 of milliseconds since the
 * month began, 4 of a counter; RocketMQ's own tools read the time out of it. No ID is given twice: the time never goes back and
 * goes on by itself when the counter is used up, and each start and each month has a producer of its own.
 */
export function createUniqueKeys(nextProducer: () => string, epochMs: () => number): () => string {
  let timeMs = Number.NEGATIVE_INFINITY;
  let monthStartsMs = Number.NaN;
  let producer = "";
  let prefix = "";
  let counter = keysPerMs;
  const moveTo = (nextMs: number) => {
    timeMs = nextMs;
    counter = 0;
    const startMs = monthStartMs(nextMs);
    if (startMs !== monthStartsMs) {
      monthStartsMs = startMs;
      producer = nextProducer();
    }
    prefix = producer + (nextMs - startMs).toString(16).toUpperCase().padStart(8, "0");
  };
  return () => {
    const nowMs = epochMs();
    if (nowMs > timeMs) {
      moveTo(nowMs);
    } else if (counter === keysPerMs) {
      moveTo(timeMs + 1);
    }
    const key = prefix + hexBytes[counter >>> 8] + hexBytes[counter & 0xff];
    counter += 1;
    return key;
  };
}

function monthStartMs(epochMs: number): number {
  const date = new Date(epochMs);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}
