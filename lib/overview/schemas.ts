import { z } from "zod";
import { Alert } from "../alerts/schemas";
import { AuditEvent } from "../audit/schemas";
import { Health } from "../health";
import { InstanceStatus } from "../instances/schemas";
import { Rule, RuleState } from "../rules/schemas";

const count = z.number().int();

/** A rule that does not run though somebody wants it to. */
export const RuleInNeed = Rule.extend({ instanceName: z.string(), regionId: z.string(), backlog: count });
export type RuleInNeed = z.infer<typeof RuleInNeed>;

/** With the region in which the thing can be opened; none once it is gone. */
export const OverviewChange = AuditEvent.extend({ regionId: z.string().optional() });
export type OverviewChange = z.infer<typeof OverviewChange>;

/** The whole installation at a glance; all regions together. */
export const Overview = z.object({
  health: Health,
  /** Of the forwarding runtime, from its last word; absent while it is down. */
  process: z.object({ rssBytes: z.number(), cpuPercent: z.number(), eventLoopDelayP99Ms: z.number() }).optional(),
  instances: z.object({ total: count, byStatus: z.partialRecord(InstanceStatus, count), rocketmqTotal: count }),
  rules: z.object({ total: count, byState: z.partialRecord(RuleState, count) }),
  /** Worst first, then the one that waits longest; at most 20. */
  inNeed: z.array(RuleInNeed),
  inNeedTotal: count,
  rates: z.object({ receivedPerSecond: z.number(), deliveredPerSecond: z.number() }),
  backlog: z.object({ messages: count, bytes: z.number(), inFlight: count }),
  /** No message is in memory only. False while the runtime is down: then nothing is known. */
  isSafeToRestart: z.boolean(),
  alerts: z.object({ raised: count, newest: z.array(Alert) }),
  audit: z.array(OverviewChange),
});
export type Overview = z.infer<typeof Overview>;
