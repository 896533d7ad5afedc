import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { AlertsSection } from "@/components/alerts/alerts-section";
import { WebhooksSection } from "@/components/alerts/webhooks-section";
import { PageHeader } from "@/components/ui/page-header";
import { limits } from "@/lib/limits";
import { alertListParams, toPageSize } from "@/lib/view/list-params";
import { listAlertWebhooks } from "@/server/services/alert-webhooks/list";
import { listAlerts } from "@/server/services/alerts/list";
import { pageContext, rememberedPageSize, requireRegion } from "../../../page-context";
import { createAlertWebhookAction, deleteAlertWebhookAction, updateAlertWebhookAction } from "./actions";

const loadParams = createLoader(alertListParams);

interface AlertsPageProps {
  params: Promise<{ region: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("alerts"))("title") };
}

export default async function AlertsPage({ params, searchParams }: AlertsPageProps) {
  const regionId = requireRegion((await params).region);
  const t = await getTranslations("alerts");
  const address = await loadParams(searchParams);
  const remembered = await rememberedPageSize();
  const { q, state } = address;
  const page = { page: Math.max(1, address.page), pageSize: toPageSize(address.size, remembered) };
  const data = listAlerts(pageContext(), { regionId, q, state: state ?? undefined, ...page });
  const webhooks = listAlertWebhooks(pageContext(), { page: 1, pageSize: limits.pageSizeMax });
  return (
    <>
      <PageHeader title={t("title")} description={t("intro")} />
      <AlertsSection
        regionId={regionId}
        first={{ params: { regionId, q, state: state ?? "", ...page }, data, atMs: Date.now() }}
        rememberedPageSize={remembered}
      />
      <WebhooksSection
        first={{ data: webhooks, atMs: Date.now() }}
        actions={{
          create: createAlertWebhookAction,
          update: updateAlertWebhookAction,
          remove: deleteAlertWebhookAction,
        }}
      />
    </>
  );
}
