import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { ruleListParams } from "@/components/rules/rule-list-params";
import { RulesView } from "@/components/rules/rules-view";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { kernelHasRules } from "@/lib/instances/kinds";
import { toPageSize } from "@/lib/view/list-params";
import { paths } from "@/lib/view/paths";
import { listRules } from "@/server/services/rules/list";
import { pageContext, rememberedPageSize, requireInstance } from "../../../../../page-context";
import { type InstanceListPageProps, instanceListMetadata } from "../../list-page";

const loadParams = createLoader(ruleListParams);

export async function generateMetadata(props: InstanceListPageProps): Promise<Metadata> {
  return instanceListMetadata(props, (await getTranslations("rules"))("title"));
}

async function readList(instanceId: string, searchParams: Promise<SearchParams>) {
  const { q, sort, type, status, state, size, page } = await loadParams(searchParams);
  const remembered = await rememberedPageSize();
  const paging = { page: Math.max(1, page), pageSize: toPageSize(size, remembered) };
  const filters = { type: type ?? undefined, status: status ?? undefined, state: state ?? undefined };
  const data = listRules(pageContext(), instanceId, { q, sort, ...filters, ...paging });
  const params = { q, type: type ?? "", status: status ?? "", state: state ?? "", sort, ...paging };
  return { first: { params, data, atMs: Date.now() }, rememberedPageSize: remembered };
}

export default async function RulesPage({ params, searchParams }: InstanceListPageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const t = await getTranslations("rules");
  const header = (
    <PageHeader
      title={t("title")}
      description={t("description")}
      crumbs={[
        { label: t("instances"), href: paths.instances(region) },
        { label: instance.name, href: paths.instance(region, instance.instanceId) },
        { label: t("title") },
      ]}
    />
  );
  if (!kernelHasRules(instance.kernelVersion)) {
    return (
      <>
        {header}
        <EmptyState
          title={t("list.kernelTitle")}
          description={t("list.kernelBody", { name: instance.name, version: instance.kernelVersion })}
          action={<ButtonLink href={paths.instance(region, instance.instanceId)}>{t("list.kernelAction")}</ButtonLink>}
        />
      </>
    );
  }
  return (
    <>
      {header}
      <RulesView
        regionId={region}
        instanceId={instance.instanceId}
        ruleQuota={instance.ruleQuota}
        ruleCount={instance.ruleCount}
        {...(await readList(instance.instanceId, searchParams))}
      />
    </>
  );
}
