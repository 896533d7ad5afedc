import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { RocketmqView } from "@/components/rocketmq/rocketmq-view";
import { PageHeader } from "@/components/ui/page-header";
import { rocketmqListParams, toPageSize } from "@/lib/view/list-params";
import { listRocketmqInstances } from "@/server/services/rocketmq-instances/list";
import { pageContext, rememberedPageSize, requireRegion } from "../../../../page-context";
import { createRocketmqInstanceAction, deleteRocketmqInstanceAction, updateRocketmqInstanceAction } from "../actions";

const loadParams = createLoader(rocketmqListParams);

interface RocketmqInstancesPageProps {
  params: Promise<{ region: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rocketmq"))("title") };
}

export default async function RocketmqInstancesPage({ params, searchParams }: RocketmqInstancesPageProps) {
  const regionId = requireRegion((await params).region);
  const t = await getTranslations("rocketmq");
  const address = await loadParams(searchParams);
  const remembered = await rememberedPageSize();
  const { q, sort, series } = address;
  const page = { page: Math.max(1, address.page), pageSize: toPageSize(address.size, remembered) };
  const data = listRocketmqInstances(pageContext(), { regionId, q, sort, series: series ?? undefined, ...page });
  return (
    <>
      <PageHeader title={t("title")} />
      <RocketmqView
        regionId={regionId}
        first={{ params: { regionId, q, series: series ?? "", sort, ...page }, data, atMs: Date.now() }}
        rememberedPageSize={remembered}
        actions={{
          create: createRocketmqInstanceAction,
          update: updateRocketmqInstanceAction,
          remove: deleteRocketmqInstanceAction,
        }}
      />
    </>
  );
}
