import { z } from "zod";
import { RuleTotals } from "@/lib/metrics/schemas";
import { RuleState } from "@/lib/rules/schemas";
import { stateReasonCodes } from "@/lib/rules/states";

/**
 * Messages between console and runtime: plain data, JSON, one version literal in the first message of each side.
 * The protocol knows nothing of fork: any ordered, reliable channel of JSON values will do. Both ends parse what they receive
 * and drop what they do not know. The console never waits for the runtime without a timeout; the runtime never waits for the console.
 */
export const protocolVersion = 1;

export const RuleSnapshot = z.object({
  instanceId: z.string(),
  totals: RuleTotals,
  state: RuleState,
  stateReason: z.object({ code: z.enum(stateReasonCodes), detail: z.string() }).optional(),
  stateSinceMs: z.number(),
  /** spooled + in flight */
  backlog: z.number(),
  backlogBytes: z.number(),
  /** What the spool may hold; absent while the rule has no spool open. */
  backlogBytesMax: z.number().optional(),
  drainEtaSeconds: z.number().nullable(),
  /** over the last second; null when nothing was delivered in it */
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() }),
  errors: z.number(),
  /** The broker lost the session: messages since then (epoch) may be missing. Kept until the session is ended. */
  sessionLostSinceMs: z.number().optional(),
  /** visible remarks: batching refused, replicas lagging, session lost… */
  warnings: z.array(z.string()),
});
export type RuleSnapshot = z.infer<typeof RuleSnapshot>;

export const InstanceSnapshot = z.object({
  connections: z.number().nullable(),
  subscriptions: z.number().nullable(),
  /** totals at the broker, all topics; null for an external broker */
  publishesReceived: z.number().nullable(),
});
export type InstanceSnapshot = z.infer<typeof InstanceSnapshot>;

export const RuntimeMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), protocolVersion: z.number(), pid: z.number(), version: z.string() }),
  z.object({
    type: z.literal("snapshot"),
    tMs: z.number(),
    rules: z.record(z.string(), RuleSnapshot),
    /** Rules of which everything is as in the snapshot before. */
    unchanged: z.array(z.string()).default([]),
    instances: z.record(z.string(), InstanceSnapshot),
    process: z.object({ rssBytes: z.number(), cpuPercent: z.number(), eventLoopDelayP99Ms: z.number() }),
  }),
  z.object({
    type: z.literal("status"),
    ruleId: z.string(),
    instanceId: z.string(),
    state: RuleState,
    stateReason: z.object({ code: z.enum(stateReasonCodes), detail: z.string() }).optional(),
    stateSinceMs: z.number(),
  }),
  z.object({
    type: z.literal("response"),
    id: z.number(),
    ok: z.boolean(),
    result: z.unknown().optional(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  }),
]);
export type RuntimeMessage = z.infer<typeof RuntimeMessage>;
export type RuntimeSnapshot = Extract<RuntimeMessage, { type: "snapshot" }>;

/** Requests the console may make of the runtime; each is answered by one `response` with the same id. */
export const RuntimeRequest = z.discriminatedUnion("method", [
  /** Applies the desired rules of app.db and answers when every change has been taken up (not when connected). */
  z.object({ method: z.literal("reconcile"), params: z.object({}) }),
  /** Current backlog of a rule, from memory and disk. Result: { backlog, spooled }. Known for disabled rules too. */
  z.object({ method: z.literal("backlog"), params: z.object({ ruleId: z.string() }) }),
  z.object({ method: z.literal("discardBacklog"), params: z.object({ ruleId: z.string() }) }),
  /** Removes totals, history, spool and dead letters of a deleted rule. */
  z.object({ method: z.literal("forgetRule"), params: z.object({ ruleId: z.string() }) }),
  /** Subtopics seen under a parent topic in the last minutes. Result: ObservedSubtopic[]. Embedded broker only. */
  z.object({ method: z.literal("observeTopics"), params: z.object({ instanceId: z.string(), topic: z.string() }) }),
  /** Connected clients of these groups. Result: OnlineGroup[]. Embedded broker only. */
  z.object({
    method: z.literal("onlineGroups"),
    params: z.object({ groupIds: z.array(z.string()), listedMax: z.number() }),
  }),
  /** What the mapping makes of a message that is sent nowhere. Result: MappedMessage. */
  z.object({
    method: z.literal("previewMessage"),
    params: z.object({
      topic: z.string(),
      payloadBase64: z.string(),
      qos: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      clientId: z.string().optional(),
      cleanSession: z.boolean().optional(),
      contentType: z.string().optional(),
      userProperties: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
      isGrpc: z.boolean(),
    }),
  }),
  z.object({
    method: z.literal("redriveDeadLetters"),
    params: z.object({ ruleId: z.string(), ids: z.array(z.number()).nullable(), ratePerSecond: z.number() }),
  }),
  z.object({
    method: z.literal("discardDeadLetters"),
    params: z.object({ ruleId: z.string(), ids: z.array(z.number()).nullable() }),
  }),
]);
export type RuntimeRequest = z.infer<typeof RuntimeRequest>;

export const ConsoleMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("request"), id: z.number(), request: RuntimeRequest }),
  /** Rules changed: read app.db again. Any number of these in any order ends in the desired state. */
  z.object({ type: z.literal("announce") }),
  z.object({ type: z.literal("stop") }),
]);
export type ConsoleMessage = z.infer<typeof ConsoleMessage>;
