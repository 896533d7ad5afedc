import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { GroupsView } from "@/components/groups/groups-view";
import { PageHeader } from "@/components/ui/page-header";
import { plainListParams, toPageSize } from "@/lib/view/list-params";
import { paths } from "@/lib/view/paths";
import { listGroups } from "@/server/services/groups/list";
import { pageContext, rememberedPageSize, requireInstance } from "../../../../page-context";
import { createGroupAction, deleteGroupAction } from "./actions";

const loadParams = createLoader(plainListParams);

interface GroupsPageProps {
  params: Promise<{ region: string; instanceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: GroupsPageProps): Promise<Metadata> {
  const { region, instanceId } = await params;
  const t = await getTranslations("groups");
  return { title: `${t("title")} · ${requireInstance(region, decodeURIComponent(instanceId)).name}` };
}

export default async function GroupsPage({ params, searchParams }: GroupsPageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const t = await getTranslations("groups");
  const tShell = await getTranslations("shell");
  const address = await loadParams(searchParams);
  const remembered = await rememberedPageSize();
  const query = { q: address.q, page: Math.max(1, address.page), pageSize: toPageSize(address.size, remembered) };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("intro")}
        crumbs={[
          { label: tShell("instances"), href: paths.instances(region) },
          { label: instance.name, href: paths.instance(region, instance.instanceId) },
          { label: t("title") },
        ]}
      />
      <GroupsView
        regionId={region}
        instanceId={instance.instanceId}
        first={{ params: query, data: listGroups(pageContext(), instance.instanceId, query), atMs: Date.now() }}
        rememberedPageSize={remembered}
        actions={{ create: createGroupAction, remove: deleteGroupAction }}
      />
    </>
  );
}
