import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EditRuleView } from "@/components/rules/edit-rule-view";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { availableRuleTypes } from "@/lib/rules/kinds";
import { paths } from "@/lib/view/paths";
import { pageContext, requireInstance, requireRule } from "../../../../../../page-context";
import { updateRuleAction } from "../../actions";

interface EditRulePageProps {
  params: Promise<{ region: string; instanceId: string; ruleId: string }>;
}

export async function generateMetadata({ params }: EditRulePageProps): Promise<Metadata> {
  const { ruleId } = await params;
  return { title: `${(await getTranslations("rules.wizard"))("editTitle")} · ${decodeURIComponent(ruleId)}` };
}

export default async function EditRulePage({ params }: EditRulePageProps) {
  const { region, instanceId, ruleId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const rule = requireRule(region, instance.instanceId, decodeURIComponent(ruleId));
  const t = await getTranslations("rules");
  const ruleHref = paths.rule(region, instance.instanceId, rule.ruleId);
  return (
    <>
      <PageHeader
        title={t("wizard.editTitle")}
        backHref={ruleHref}
        crumbs={[
          { label: t("instances"), href: paths.instances(region) },
          { label: instance.name, href: paths.instance(region, instance.instanceId) },
          { label: t("title"), href: paths.rules(region, instance.instanceId) },
          { label: rule.ruleId, href: ruleHref },
          { label: t("wizard.editTitle") },
        ]}
      />
      {availableRuleTypes.includes(rule.type) ? (
        <EditRuleView
          instance={{ instanceId: instance.instanceId, name: instance.name, regionId: instance.regionId }}
          allowedSeries={pageContext().config.rocketmqSeries}
          rule={rule}
          update={updateRuleAction}
        />
      ) : (
        <EmptyState title={t("detail.unsupportedType")} />
      )}
    </>
  );
}
