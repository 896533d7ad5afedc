import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { DeviceTracesView } from "@/components/traces/device-traces-view";
import { MessageTracesView } from "@/components/traces/message-traces-view";
import { traceAddress } from "@/components/traces/trace-address";
import { Tabs } from "@/components/ui/tabs";
import { paths } from "@/lib/view/paths";
import { requireInstance } from "../../../../page-context";
import { InstanceListHeader, instanceListMetadata } from "../list-page";

const loadParams = createLoader({ tab: traceAddress.tab });

interface TracingPageProps {
  params: Promise<{ region: string; instanceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(props: TracingPageProps): Promise<Metadata> {
  return instanceListMetadata(props, (await getTranslations("traces"))("title"));
}

export default async function TracingPage({ params, searchParams }: TracingPageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const { tab } = await loadParams(searchParams);
  const t = await getTranslations("traces");
  const base = paths.tracing(instance.regionId, instance.instanceId);
  return (
    <>
      <InstanceListHeader instance={instance} title={t("title")} description={t("intro")} />
      <Tabs
        label={t("tabs")}
        currentId={tab}
        tabs={[
          { id: "messages", label: t("messages.tab"), href: base },
          { id: "devices", label: t("devices.tab"), href: `${base}?tab=devices` },
        ]}
      />
      <div className="pt-4">
        {tab === "devices" ? <DeviceTracesView instance={instance} /> : <MessageTracesView instance={instance} />}
      </div>
    </>
  );
}
