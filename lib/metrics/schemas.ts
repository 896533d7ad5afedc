import { z } from "zod";
import { RuleState } from "../rules/schemas";

const count = z.number().int();

/** received = delivered + deadLettered + spooled + inFlight + returned + discarded + lost, at every instant. */
export const RuleTotals = z.object({
  received: count,
  delivered: count,
  deadLettered: count,
  spooled: count,
  inFlight: count,
  returned: count,
  discarded: count,
  lost: count,
  skippedRetained: count,
  retried: count,
  /** payload bytes delivered */
  bytes: count,
});
export type RuleTotals = z.infer<typeof RuleTotals>;

export const emptyTotals: RuleTotals = {
  received: 0,
  delivered: 0,
  deadLettered: 0,
  spooled: 0,
  inFlight: 0,
  returned: 0,
  discarded: 0,
  lost: 0,
  skippedRetained: 0,
  retried: 0,
  bytes: 0,
};

/** From the MQTT packet's arrival to RocketMQ's answer, milliseconds. Null before the first delivery of the window. */
export const LatencyMs = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});
export type LatencyMs = z.infer<typeof LatencyMs>;

/** Columnar; null is a gap, never a zero. */
export const MetricsSeries = z.object({
  t: z.array(z.string()),
  receivedPerSecond: z.array(z.number().nullable()),
  deliveredPerSecond: z.array(z.number().nullable()),
  backlog: z.array(z.number().nullable()),
  p50Ms: z.array(z.number().nullable()),
  p99Ms: z.array(z.number().nullable()),
  /** failed sends; each is tried again */
  errorsPerSecond: z.array(z.number().nullable()),
});
export type MetricsSeries = z.infer<typeof MetricsSeries>;

export const RuleMetrics = z.object({
  totals: RuleTotals,
  rates: z.object({ receivedPerSecond: z.number(), deliveredPerSecond: z.number() }),
  latencyMs: LatencyMs,
  state: RuleState,
  backlog: z.number().int(),
  backlogBytes: z.number().int(),
  /** what the rule's spool may hold; absent while the runtime has not said it */
  backlogBytesMax: z.number().int().optional(),
  /** seconds until the backlog is empty at the present drain rate; null when it does not drain */
  drainEtaSeconds: z.number().nullable(),
  isSafeToRestart: z.boolean(),
  /** visible remarks of the running flow: batching refused, replicas lagging, session lost… */
  warnings: z.array(z.string()).optional(),
  series: MetricsSeries,
});
export type RuleMetrics = z.infer<typeof RuleMetrics>;

/** All rules of one MQTT instance together. Latencies are those of its slowest rule; broker figures exist for the embedded broker only. */
export const InstanceMetrics = z.object({
  rates: z.object({ receivedPerSecond: z.number(), deliveredPerSecond: z.number() }),
  backlog: z.number().int(),
  connections: z.number().int().nullable(),
  subscriptions: z.number().int().nullable(),
  ruleCount: z.number().int(),
  series: MetricsSeries.extend({
    connections: z.array(z.number().nullable()),
    subscriptions: z.array(z.number().nullable()),
  }),
});
export type InstanceMetrics = z.infer<typeof InstanceMetrics>;

export const MetricsQuery = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** seconds */
  step: z.coerce.number().int().min(1).max(86_400).optional(),
});
export type MetricsQuery = z.infer<typeof MetricsQuery>;

/** One rule in the `metrics` event of `GET /stream`. received and delivered are totals. */
export interface StreamRule {
  received: number;
  delivered: number;
  backlog: number;
  p50Ms: number | null;
  p99Ms: number | null;
  errors: number;
  state: z.infer<typeof RuleState>;
}
/** One MQTT instance in the `metrics` event. Broker-side figures exist for the embedded broker only. */
export interface StreamInstance {
  received: number;
  delivered: number;
  backlog: number;
  /** Of the slowest rule. */
  p50Ms: number | null;
  p99Ms: number | null;
  /** Failed sends in the last second. */
  errors: number;
  connections: number | null;
  subscriptions: number | null;
}
export interface StreamMetrics {
  t: string;
  rules: Record<string, StreamRule>;
  instances: Record<string, StreamInstance>;
}
export interface StreamStatus {
  t: string;
  ruleId: string;
  instanceId: string;
  state: z.infer<typeof RuleState>;
  stateReason?: string;
  stateSince: string;
}
