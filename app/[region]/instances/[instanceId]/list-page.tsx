import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { PageHeader } from "@/components/ui/page-header";
import type { Instance } from "@/lib/instances/schemas";
import { plainListParams, toPageSize } from "@/lib/view/list-params";
import { paths } from "@/lib/view/paths";
import { rememberedPageSize, requireInstance } from "../../../page-context";

export interface InstanceListPageProps {
  params: Promise<{ region: string; instanceId: string }>;
  searchParams: Promise<SearchParams>;
}

const loadParams = createLoader(plainListParams);

export async function instanceListMetadata(
  { params }: Pick<InstanceListPageProps, "params">,
  title: string,
): Promise<Metadata> {
  const { region, instanceId } = await params;
  return { title: `${title} · ${requireInstance(region, decodeURIComponent(instanceId)).name}` };
}

/** The instance, and the page of its list that the address asks for. */
export async function loadInstanceList({ params, searchParams }: InstanceListPageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const address = await loadParams(searchParams);
  const remembered = await rememberedPageSize();
  const query = { q: address.q, page: Math.max(1, address.page), pageSize: toPageSize(address.size, remembered) };
  return { instance, query, remembered };
}

export interface InstanceListHeaderProps {
  instance: Instance;
  title: string;
  description: string;
}

export async function InstanceListHeader({ instance, title, description }: InstanceListHeaderProps) {
  const tShell = await getTranslations("shell");
  return (
    <PageHeader
      title={title}
      description={description}
      crumbs={[
        { label: tShell("instances"), href: paths.instances(instance.regionId) },
        { label: instance.name, href: paths.instance(instance.regionId, instance.instanceId) },
        { label: title },
      ]}
    />
  );
}
