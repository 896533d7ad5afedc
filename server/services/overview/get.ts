import { countMqttInstancesByStatus, listMqttInstanceNames } from "@/db/queries/mqtt-instances";
import { listRules } from "@/db/queries/rules";
import type { Overview, RuleInNeed } from "@/lib/overview/schemas";
import type { Rule } from "@/lib/rules/schemas";
import type { RuleState } from "@/lib/rules/states";
import type { ServiceContext } from "@/server/context";
import { listAlerts } from "@/server/services/alerts/list";
import { listAuditEvents } from "@/server/services/audit/list";
import { getHealth } from "@/server/services/health/get";
import { listRocketmqInstances } from "@/server/services/rocketmq-instances/list";
import { showRule } from "@/server/services/rules/show";
import { withRegion } from "./with-region";

const inNeedMax = 20;
const newestMax = 5;
const auditMax = 8;

/** Starting is no need while it is only just begun. */
const startingMsMax = 10_000;
/** Worst first. A stopped rule is as somebody wants it. */
const needs: readonly RuleState[] = ["failed", "stalled", "retrying", "starting"];

export function getOverview(context: ServiceContext): Overview {
  const health = getHealth(context);
  const snapshot = health.runtime.state === "up" ? context.runtime.latest : undefined;
  const rules = listRules(context.db, {}, "ruleId").map((row) => showRule(context, row));
  const snapshots = rules.map(({ ruleId }) => snapshot?.rules[ruleId]);
  const inNeed = rules.filter((rule) => isInNeed(rule, context.now().getTime())).sort(compareNeed);
  const alerts = listAlerts(context, { q: "", page: 1, pageSize: newestMax });
  const inFlight = sum(snapshots.map((rule) => rule?.totals.inFlight ?? 0));
  return {
    health,
    ...(snapshot === undefined ? {} : { process: snapshot.process }),
    instances: { ...countInstances(context), rocketmqTotal: countRocketmq(context) },
    rules: { total: rules.length, byState: tally(rules.map(({ state }) => state)) },
    inNeed: showInNeed(context, inNeed.slice(0, inNeedMax)),
    inNeedTotal: inNeed.length,
    rates: sumRates(context, rules),
    backlog: {
      messages: sum(snapshots.map((rule) => rule?.backlog ?? 0)),
      bytes: sum(snapshots.map((rule) => rule?.backlogBytes ?? 0)),
      inFlight,
    },
    isSafeToRestart: snapshot !== undefined && inFlight === 0,
    alerts: {
      raised: listAlerts(context, { q: "", state: "raised", page: 1, pageSize: 1 }).total,
      newest: alerts.items,
    },
    audit: listAuditEvents(context, { q: "", page: 1, pageSize: auditMax }).items.map((event) =>
      withRegion(context, event),
    ),
  };
}

function isInNeed({ state, stateSince }: Rule, nowMs: number): boolean {
  return needs.includes(state) && (state !== "starting" || nowMs - Date.parse(stateSince) > startingMsMax);
}

function compareNeed(left: Rule, right: Rule): number {
  const byState = needs.indexOf(left.state) - needs.indexOf(right.state);
  return byState || left.stateSince.localeCompare(right.stateSince) || left.ruleId.localeCompare(right.ruleId);
}

function showInNeed({ db, runtime }: ServiceContext, rules: readonly Rule[]): RuleInNeed[] {
  const names = listMqttInstanceNames(db, [...new Set(rules.map(({ instanceId }) => instanceId))]);
  return rules.flatMap((rule) => {
    const instance = names.get(rule.instanceId);
    const backlog = runtime.latest?.rules[rule.ruleId]?.backlog ?? 0;
    return instance === undefined
      ? []
      : [{ ...rule, instanceName: instance.name, regionId: instance.regionId, backlog }];
  });
}

function countInstances({ db }: ServiceContext) {
  const byStatus = countMqttInstancesByStatus(db);
  return { total: sum(Object.values(byStatus)), byStatus };
}

function countRocketmq(context: ServiceContext): number {
  return listRocketmqInstances(context, { q: "", sort: "name", page: 1, pageSize: 1 }).total;
}

function sumRates({ metrics, now }: ServiceContext, rules: readonly Rule[]) {
  const rates = rules.map(({ ruleId }) => metrics.rates(ruleId, now().getTime()));
  return {
    receivedPerSecond: sum(rates.map(({ receivedPerSecond }) => receivedPerSecond)),
    deliveredPerSecond: sum(rates.map(({ deliveredPerSecond }) => deliveredPerSecond)),
  };
}

function tally<Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
