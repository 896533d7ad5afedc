import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { TopicsView } from "@/components/topics/topics-view";
import { PageHeader } from "@/components/ui/page-header";
import { plainListParams, toPageSize } from "@/lib/view/list-params";
import { paths } from "@/lib/view/paths";
import { listTopics } from "@/server/services/topics/list";
import { pageContext, rememberedPageSize, requireInstance } from "../../../../../page-context";
import { createTopicAction, deleteTopicAction, publishAction, updateTopicAction } from "../actions";

const loadParams = createLoader(plainListParams);

interface TopicsPageProps {
  params: Promise<{ region: string; instanceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: TopicsPageProps): Promise<Metadata> {
  const { region, instanceId } = await params;
  const t = await getTranslations("topics");
  return { title: `${t("title")} · ${requireInstance(region, decodeURIComponent(instanceId)).name}` };
}

export default async function TopicsPage({ params, searchParams }: TopicsPageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const t = await getTranslations("topics");
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
      <TopicsView
        regionId={region}
        instanceId={instance.instanceId}
        topicQuota={instance.topicQuota}
        topicCount={instance.topicCount}
        first={{ params: query, data: listTopics(pageContext(), instance.instanceId, query), atMs: Date.now() }}
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
