import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MonitoringView } from "@/components/monitoring/monitoring-view";
import { requireInstance } from "../../../../page-context";
import { InstanceListHeader, instanceListMetadata } from "../list-page";

interface MonitoringPageProps {
  params: Promise<{ region: string; instanceId: string }>;
}

export async function generateMetadata(props: MonitoringPageProps): Promise<Metadata> {
  return instanceListMetadata(props, (await getTranslations("monitoring"))("title"));
}

export default async function MonitoringPage({ params }: MonitoringPageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const t = await getTranslations("monitoring");
  return (
    <>
      <InstanceListHeader instance={instance} title={t("title")} description={t("intro")} />
      <MonitoringView instance={instance} />
    </>
  );
}
