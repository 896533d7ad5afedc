import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RuleView } from "@/components/rules/detail/rule-view";
import { ruleAlertsMax } from "@/lib/alerts/kinds";
import { listAlerts } from "@/server/services/alerts/list";
import { getRuleMetrics } from "@/server/services/rules/get-metrics";
import { pageContext, requireInstance, requireRule } from "../../../../../page-context";

interface RulePageProps {
  params: Promise<{ region: string; instanceId: string; ruleId: string }>;
}

export async function generateMetadata({ params }: RulePageProps): Promise<Metadata> {
  const { ruleId } = await params;
  return { title: `${decodeURIComponent(ruleId)} · ${(await getTranslations("rules"))("title")}` };
}

export default async function RulePage({ params }: RulePageProps) {
  const { region, instanceId, ruleId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const rule = requireRule(region, instance.instanceId, decodeURIComponent(ruleId));
  const context = pageContext();
  const first = {
    rule,
    metrics: getRuleMetrics(context, rule.ruleId, { step: 60 }),
    alerts: listAlerts(context, { ruleId: rule.ruleId, q: "", page: 1, pageSize: ruleAlertsMax }),
    atMs: Date.now(),
  };
  return (
    <RuleView regionId={region} instance={{ instanceId: instance.instanceId, name: instance.name }} first={first} />
  );
}
