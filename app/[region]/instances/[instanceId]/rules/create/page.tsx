import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CreateRuleView } from "@/components/rules/create-rule-view";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { kernelHasRules } from "@/lib/instances/kinds";
import { paths } from "@/lib/view/paths";
import { pageContext, requireInstance } from "../../../../../page-context";
import { createRuleAction } from "../actions";

interface CreateRulePageProps {
  params: Promise<{ region: string; instanceId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules.wizard"))("createTitle") };
}

export default async function CreateRulePage({ params }: CreateRulePageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const t = await getTranslations("rules");
  const rulesHref = paths.rules(region, instance.instanceId);
  const hasRules = kernelHasRules(instance.kernelVersion);
  const isFull = instance.ruleCount >= instance.ruleQuota;
  return (
    <>
      <PageHeader
        title={t("wizard.createTitle")}
        backHref={rulesHref}
        crumbs={[
          { label: t("instances"), href: paths.instances(region) },
          { label: instance.name, href: paths.instance(region, instance.instanceId) },
          { label: t("title"), href: rulesHref },
          { label: t("wizard.createTitle") },
        ]}
      />
      {hasRules && !isFull ? (
        <CreateRuleView
          instance={{ instanceId: instance.instanceId, name: instance.name, regionId: instance.regionId }}
          allowedSeries={pageContext().config.rocketmqSeries}
          create={createRuleAction}
        />
      ) : (
        <EmptyState
          title={
            hasRules
              ? t("list.quotaReached", { quota: instance.ruleQuota })
              : t("list.kernelBody", { name: instance.name, version: instance.kernelVersion })
          }
          action={<ButtonLink href={rulesHref}>{t("detail.goneAction")}</ButtonLink>}
        />
      )}
    </>
  );
}
