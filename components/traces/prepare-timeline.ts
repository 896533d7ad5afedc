import type { MessageTrace } from "@/lib/traces/schemas";

export type HopKind =
  | "published"
  | "spooled"
  | "acknowledged"
  | "sent"
  | "stored"
  | "deadLettered"
  | "returned"
  | "lost"
  | "waiting";

export interface Hop {
  kind: HopKind;
  /** Null for what has not happened yet. */
  atMs: number | null;
  /** Since the hop before. */
  sinceLastMs: number | null;
}

const endKinds = { delivered: "stored", deadLettered: "deadLettered", returned: "returned", lost: "lost" } as const;

/** The hops of one message in the order of time, with how long each took. */
export function prepareTimeline(trace: MessageTrace): Hop[] {
  const { outcome, qos, sentAfterMs, spooledAfterMs, settledAfterMs } = trace;
  const after: [HopKind, number | null][] = [["published", 0]];
  // The device is told once the message is safe, on disk or in RocketMQ; QoS 0 is never told.
  const isSafe = outcome === "delivered" || outcome === "spooled" || outcome === "deadLettered";
  const safeAfterMs = isSafe && qos > 0 ? (spooledAfterMs ?? settledAfterMs) : null;
  after.push(["spooled", spooledAfterMs], ["sent", sentAfterMs]);
  if (outcome !== "spooled") {
    after.push([endKinds[outcome], settledAfterMs]);
  }
  after.push(["acknowledged", safeAfterMs]);
  const happened = after.filter((hop): hop is [HopKind, number] => hop[1] !== null);
  happened.sort(([, left], [, right]) => left - right);
  const receivedAtMs = Date.parse(trace.receivedAt);
  const hops = happened.map(([kind, afterMs], index): Hop => {
    const before = happened[index - 1]?.[1];
    return { kind, atMs: receivedAtMs + afterMs, sinceLastMs: before === undefined ? null : afterMs - before };
  });
  return outcome === "spooled" ? [...hops, { kind: "waiting", atMs: null, sinceLastMs: null }] : hops;
}
