import type { StreamInstance, StreamMetrics, StreamRule, StreamStatus } from "@/lib/metrics/schemas";
import type { RuntimeStatus } from "@/server/protocol/client";
import type { RuntimeSnapshot } from "@/server/protocol/messages";

/** One event as kept in the ring: which MQTT instances it speaks of decides who gets it. */
export type HubEvent =
  | { seq: number; kind: "metrics"; data: StreamMetrics; instanceOfRule: ReadonlyMap<string, string> }
  | { seq: number; kind: "status"; data: StreamStatus };

export function toStreamMetrics(snapshot: RuntimeSnapshot): {
  data: StreamMetrics;
  instanceOfRule: Map<string, string>;
} {
  const rules: Record<string, StreamRule> = {};
  const instances: Record<string, StreamInstance> = {};
  const instanceOfRule = new Map<string, string>();
  for (const [instanceId, { connections, subscriptions }] of Object.entries(snapshot.instances)) {
    instances[instanceId] = { ...emptyInstance(), connections, subscriptions };
  }
  for (const [ruleId, rule] of Object.entries(snapshot.rules)) {
    const { received, delivered } = rule.totals;
    instanceOfRule.set(ruleId, rule.instanceId);
    rules[ruleId] = {
      received,
      delivered,
      backlog: rule.backlog,
      p50Ms: rule.latencyMs.p50,
      p99Ms: rule.latencyMs.p99,
      errors: rule.errors,
      state: rule.state,
    };
    const instance = instances[rule.instanceId] ?? emptyInstance();
    instances[rule.instanceId] = instance;
    instance.received += received;
    instance.delivered += delivered;
    instance.backlog += rule.backlog;
    instance.errors += rule.errors;
    instance.p50Ms = slowest(instance.p50Ms, rule.latencyMs.p50);
    instance.p99Ms = slowest(instance.p99Ms, rule.latencyMs.p99);
  }
  return { data: { t: new Date(snapshot.tMs).toISOString(), rules, instances }, instanceOfRule };
}

function emptyInstance(): StreamInstance {
  return {
    received: 0,
    delivered: 0,
    backlog: 0,
    p50Ms: null,
    p99Ms: null,
    errors: 0,
    connections: null,
    subscriptions: null,
  };
}

function slowest(left: number | null, right: number | null): number | null {
  return left === null || right === null ? (left ?? right) : Math.max(left, right);
}

export function toStreamStatus(status: Omit<RuntimeStatus, "type">, nowMs: number): StreamStatus {
  const { ruleId, instanceId, state, stateReason, stateSinceMs } = status;
  return {
    t: new Date(nowMs).toISOString(),
    ruleId,
    instanceId,
    state,
    ...(stateReason && {
      stateReason: stateReason.detail === "" ? stateReason.code : `${stateReason.code}: ${stateReason.detail}`,
    }),
    stateSince: new Date(stateSinceMs).toISOString(),
  };
}

/** What a stream of these instances sees of an event; undefined: nothing. */
export function narrow(event: HubEvent, instanceIds: ReadonlySet<string> | undefined): object | undefined {
  if (instanceIds === undefined) {
    return event.data;
  }
  if (event.kind === "status") {
    return instanceIds.has(event.data.instanceId) ? event.data : undefined;
  }
  const { t, rules, instances } = event.data;
  return {
    t,
    rules: Object.fromEntries(
      Object.entries(rules).filter(([ruleId]) => instanceIds.has(event.instanceOfRule.get(ruleId) ?? "")),
    ),
    instances: Object.fromEntries(Object.entries(instances).filter(([instanceId]) => instanceIds.has(instanceId))),
  };
}
