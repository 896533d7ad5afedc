import { Counter, Gauge, Registry } from "prom-client";
import { ruleStates } from "@/lib/rules/states";
import type { ServiceContext } from "@/server/context";
import type { RuleSnapshot } from "@/server/protocol/messages";
import type { ProcessFigures } from "./console-meter";

const totalNames = [
  "received",
  "delivered",
  "deadLettered",
  "returned",
  "discarded",
  "lost",
  "skippedRetained",
  "retried",
  "bytes",
] as const;
const ruleLabels = ["instance_id", "rule_id"] as const;

/** Everything from the last snapshot, into a registry of its own: a scrape keeps nothing. Labels are IDs alone, bounded by the quotas. */
export async function renderPrometheus(
  { runtime }: Pick<ServiceContext, "runtime">,
  consoleProcess: ProcessFigures,
  streamCount = 0,
) {
  const registry = new Registry();
  new Gauge({
    name: "sluice_console_streams",
    help: "Live streams that browsers and scripts hold open.",
    registers: [registry],
  }).set(streamCount);
  new Gauge({ name: "sluice_runtime_up", help: "1 when the forwarding runtime is up.", registers: [registry] }).set(
    runtime.isUp ? 1 : 0,
  );
  addProcess(registry, "console", consoleProcess);
  const snapshot = runtime.isUp ? runtime.latest : undefined;
  if (snapshot !== undefined) {
    addRules(registry, snapshot.rules);
    addInstances(registry, snapshot.instances);
    addProcess(registry, "runtime", snapshot.process);
    new Gauge({
      name: "sluice_runtime_cpu_percent",
      help: "CPU of the runtime; 100 is one core.",
      registers: [registry],
    }).set(snapshot.process.cpuPercent);
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function addRules(registry: Registry, rules: Readonly<Record<string, RuleSnapshot>>): void {
  const registers = [registry];
  const counters = new Map(
    totalNames.map((name) => [
      name,
      new Counter({
        name: `sluice_rule_${toSnake(name)}_total`,
        help: `Total of ${name}.`,
        labelNames: ruleLabels,
        registers,
      }),
    ]),
  );
  const gauge = (name: string, help: string, more: readonly string[] = []) =>
    new Gauge({ name: `sluice_rule_${name}`, help, labelNames: [...ruleLabels, ...more], registers });
  const backlog = gauge("backlog", "Messages received and not yet confirmed: spooled and in flight.");
  const backlogBytes = gauge("backlog_bytes", "Their bytes.");
  const inFlight = gauge("in_flight", "Messages in memory only.");
  const latency = gauge("latency_milliseconds", "From the MQTT packet to RocketMQ's answer, last second.", [
    "quantile",
  ]);
  const state = gauge("state", "1 for the rule's state.", ["state"]);
  for (const [ruleId, rule] of Object.entries(rules)) {
    const labels = { instance_id: rule.instanceId, rule_id: ruleId };
    for (const [name, counter] of counters) {
      counter.inc(labels, rule.totals[name]);
    }
    backlog.set(labels, rule.backlog);
    backlogBytes.set(labels, rule.backlogBytes);
    inFlight.set(labels, rule.totals.inFlight);
    for (const [quantile, value] of Object.entries({
      "0.5": rule.latencyMs.p50,
      "0.95": rule.latencyMs.p95,
      "0.99": rule.latencyMs.p99,
    })) {
      if (value !== null) {
        latency.set({ ...labels, quantile }, value);
      }
    }
    for (const name of ruleStates) {
      state.set({ ...labels, state: name }, rule.state === name ? 1 : 0);
    }
  }
}

function addInstances(
  registry: Registry,
  instances: Readonly<Record<string, { connections: number | null; subscriptions: number | null }>>,
): void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `sluice_instance_${name}`, help, labelNames: ["instance_id"], registers: [registry] });
  const connections = gauge("connections", "MQTT connections of the embedded broker.");
  const subscriptions = gauge("subscriptions", "MQTT subscriptions of the embedded broker.");
  for (const [instanceId, instance] of Object.entries(instances)) {
    if (instance.connections !== null) {
      connections.set({ instance_id: instanceId }, instance.connections);
    }
    if (instance.subscriptions !== null) {
      subscriptions.set({ instance_id: instanceId }, instance.subscriptions);
    }
  }
}

function addProcess(registry: Registry, name: "console" | "runtime", figures: ProcessFigures): void {
  const gauge = (metric: string, help: string, value: number) =>
    new Gauge({ name: `sluice_${name}_${metric}`, help, registers: [registry] }).set(value);
  gauge("resident_memory_bytes", `Resident memory of the ${name}.`, figures.rssBytes);
  gauge(
    "event_loop_delay_p99_milliseconds",
    `How late the event loop of the ${name} gets to its timers.`,
    figures.eventLoopDelayP99Ms,
  );
}

function toSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
