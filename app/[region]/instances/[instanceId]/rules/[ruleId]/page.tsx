import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RuleView } from "@/components/rules/detail/rule-view";
import { getRule } from "@/server/services/rules/get";
import { getRuleMetrics } from "@/server/services/rules/get-metrics";
import { orNotFound, pageContext, requireInstance } from "../../../../../page-context";

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
  const rule = orNotFound(() => getRule(pageContext(), decodeURIComponent(ruleId)));
  if (rule.instanceId !== instance.instanceId) {
    notFound();
  }
  return (
    <RuleView
      regionId={region}
      instance={{ instanceId: instance.instanceId, name: instance.name }}
      first={{ rule, metrics: getRuleMetrics(pageContext(), rule.ruleId, { step: 60 }), atMs: Date.now() }}
    />
  );
}
