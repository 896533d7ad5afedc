import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TopicsView } from "@/components/topics/topics-view";
import { listTopics } from "@/server/services/topics/list";
import { pageContext } from "../../../../../page-context";
import {
  InstanceListHeader,
  type InstanceListPageProps,
  instanceListMetadata,
  loadInstanceList,
} from "../../list-page";
import { createTopicAction, deleteTopicAction, publishAction, updateTopicAction } from "../actions";

export async function generateMetadata(props: InstanceListPageProps): Promise<Metadata> {
  return instanceListMetadata(props, (await getTranslations("topics"))("title"));
}

export default async function TopicsPage(props: InstanceListPageProps) {
  const t = await getTranslations("topics");
  const { instance, query, remembered } = await loadInstanceList(props);
  const { regionId, instanceId } = instance;
  return (
    <>
      <InstanceListHeader instance={instance} title={t("title")} description={t("intro")} />
      <TopicsView
        regionId={regionId}
        instanceId={instanceId}
        topicQuota={instance.topicQuota}
        topicCount={instance.topicCount}
        first={{ params: query, data: listTopics(pageContext(), instanceId, query), atMs: Date.now() }}
        rememberedPageSize={remembered}
        actions={{
          create: createTopicAction,
          update: updateTopicAction,
          remove: deleteTopicAction,
          publish: publishAction,
        }}
      />
    </>
  );
}
