import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { InstancesView } from "@/components/instances/instances-view";
import { PageHeader } from "@/components/ui/page-header";
import { instanceListParams, toPageSize } from "@/lib/view/list-params";
import { listInstances } from "@/server/services/instances/list";
import { listInstanceTags } from "@/server/services/instances/list-tags";
import { pageContext, rememberedPageSize, requireRegion } from "../../../page-context";
import { createInstanceAction, deleteInstanceAction, updateInstanceAction } from "./actions";

const loadParams = createLoader(instanceListParams);

interface InstancesPageProps {
  params: Promise<{ region: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("instances"))("title") };
}

export default async function InstancesPage({ params, searchParams }: InstancesPageProps) {
  const regionId = requireRegion((await params).region);
  const t = await getTranslations("instances");
  const address = await loadParams(searchParams);
  const remembered = await rememberedPageSize();
  const { q, sort, status, broker, type } = address;
  // An empty `tag=` asks for nothing.
  const tag = address.tag || undefined;
  const page = { page: Math.max(1, address.page), pageSize: toPageSize(address.size, remembered) };
  const data = listInstances(pageContext(), {
    regionId,
    q,
    sort,
    status: status ?? undefined,
    broker: broker ?? undefined,
    type: type ?? undefined,
    tag,
    ...page,
  });
  return (
    <>
      <PageHeader title={t("title")} />
      <InstancesView
        regionId={regionId}
        first={{
          params: {
            regionId,
            q,
            status: status ?? "",
            broker: broker ?? "",
            type: type ?? "",
            tag: tag ?? "",
            sort,
            ...page,
          },
          data,
          atMs: Date.now(),
        }}
        tags={listInstanceTags(pageContext(), regionId)}
        rememberedPageSize={remembered}
        actions={{ create: createInstanceAction, update: updateInstanceAction, remove: deleteInstanceAction }}
      />
    </>
  );
}
