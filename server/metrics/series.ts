import type { MetricsSeries } from "@/lib/metrics/schemas";
import { toNullable } from "./metrics-store";

/** Totals at one instant, from the ring (each second) or from the history (each minute). */
export interface TotalsPoint {
  tMs: number;
  received: number;
  delivered: number;
  backlog: number;
  p50Ms: number;
  p99Ms: number;
  /** Failed sends since the point before. */
  errors: number;
  /** How far points of this kind are apart. */
  intervalMs: number;
}

/** What the embedded broker had at one instant. */
export interface BrokerPoint {
  tMs: number;
  connections: number;
  subscriptions: number;
}

export interface SeriesRange {
  fromMs: number;
  toMs: number;
  stepMs: number;
}

/** Points further apart than this many intervals (or this time, if longer) tell nothing of the time between them. */
const gapIntervals = 2.5;
const gapMinMs = 5_000;

interface Bucket {
  received: number;
  delivered: number;
  coveredMs: number;
  backlog: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
}

/** One point a step, its time the step's start. What was not observed is null, never zero: a gap stays a gap. */
export function buildSeries(points: readonly TotalsPoint[], range: SeriesRange): MetricsSeries {
  const firstMs = Math.floor(range.fromMs / range.stepMs) * range.stepMs;
  const bucketCount = Math.max(0, Math.ceil((range.toMs - firstMs) / range.stepMs));
  const buckets = Array.from({ length: bucketCount }, emptyBucket);
  for (let i = 0; i < points.length; i++) {
    const point = points[i];
    const previous = points[i - 1];
    if (point !== undefined) {
      addGauges(buckets[Math.floor((point.tMs - firstMs) / range.stepMs)], point);
      if (previous !== undefined && isContinuous(previous, point)) {
        spread(buckets, firstMs, range.stepMs, previous, point);
      }
    }
  }
  return {
    t: buckets.map((_, i) => new Date(firstMs + i * range.stepMs).toISOString()),
    receivedPerSecond: buckets.map((bucket) => perSecond(bucket.received, bucket.coveredMs)),
    deliveredPerSecond: buckets.map((bucket) => perSecond(bucket.delivered, bucket.coveredMs)),
    backlog: buckets.map((bucket) => toNullable(bucket.backlog)),
    p50Ms: buckets.map((bucket) => toNullable(bucket.p50Ms)),
    p99Ms: buckets.map((bucket) => toNullable(bucket.p99Ms)),
    errorsPerSecond: buckets.map((bucket) => perSecond(bucket.errors, bucket.coveredMs)),
  };
}

function emptyBucket(): Bucket {
  return {
    received: 0,
    delivered: 0,
    coveredMs: 0,
    backlog: Number.NaN,
    p50Ms: Number.NaN,
    p99Ms: Number.NaN,
    errors: 0,
  };
}

function perSecond(count: number, coveredMs: number): number | null {
  return coveredMs <= 0 ? null : Math.round((count * 1_000_000) / coveredMs) / 1_000;
}

/** Counters only grow; one that shrank belongs to another life of the rule. */
function isContinuous(previous: TotalsPoint, point: TotalsPoint): boolean {
  const spanMs = point.tMs - previous.tMs;
  const spanMaxMs = Math.max(gapMinMs, gapIntervals * point.intervalMs);
  return (
    spanMs > 0 && spanMs <= spanMaxMs && point.received >= previous.received && point.delivered >= previous.delivered
  );
}

function addGauges(bucket: Bucket | undefined, point: TotalsPoint): void {
  if (bucket === undefined) {
    return;
  }
  bucket.backlog = point.backlog;
  bucket.p50Ms = largest(bucket.p50Ms, point.p50Ms);
  bucket.p99Ms = largest(bucket.p99Ms, point.p99Ms);
}

function largest(left: number, right: number): number {
  return Number.isNaN(left) ? right : Number.isNaN(right) ? left : Math.max(left, right);
}

/** Gives each bucket its share, by time, of what happened between two points. */
function spread(buckets: Bucket[], firstMs: number, stepMs: number, previous: TotalsPoint, point: TotalsPoint): void {
  const spanMs = point.tMs - previous.tMs;
  const first = Math.max(0, Math.floor((previous.tMs - firstMs) / stepMs));
  const last = Math.min(buckets.length - 1, Math.floor((point.tMs - firstMs - 1) / stepMs));
  for (let i = first; i <= last; i++) {
    const bucket = buckets[i];
    const startMs = firstMs + i * stepMs;
    const overlapMs = Math.min(point.tMs, startMs + stepMs) - Math.max(previous.tMs, startMs);
    if (bucket !== undefined && overlapMs > 0) {
      bucket.received += ((point.received - previous.received) * overlapMs) / spanMs;
      bucket.delivered += ((point.delivered - previous.delivered) * overlapMs) / spanMs;
      bucket.errors += (point.errors * overlapMs) / spanMs;
      bucket.coveredMs += overlapMs;
    }
  }
}
