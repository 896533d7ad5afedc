import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GroupsView } from "@/components/groups/groups-view";
import { listGroups } from "@/server/services/groups/list";
import { pageContext } from "../../../../page-context";
import { InstanceListHeader, type InstanceListPageProps, instanceListMetadata, loadInstanceList } from "../list-page";
import { createGroupAction, deleteGroupAction } from "./actions";

export async function generateMetadata(props: InstanceListPageProps): Promise<Metadata> {
  return instanceListMetadata(props, (await getTranslations("groups"))("title"));
}

export default async function GroupsPage(props: InstanceListPageProps) {
  const t = await getTranslations("groups");
  const { instance, query, remembered } = await loadInstanceList(props);
  const { regionId, instanceId } = instance;
  return (
    <>
      <InstanceListHeader instance={instance} title={t("title")} description={t("intro")} />
      <GroupsView
        regionId={regionId}
        instanceId={instanceId}
        first={{ params: query, data: listGroups(pageContext(), instanceId, query), atMs: Date.now() }}
        rememberedPageSize={remembered}
        actions={{ create: createGroupAction, remove: deleteGroupAction }}
      />
    </>
  );
}
