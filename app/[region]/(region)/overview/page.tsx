import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OverviewView } from "@/components/overview/overview-view";
import { getOverview } from "@/server/services/overview/get";
import { pageContext, requireRegion } from "../../../page-context";

interface OverviewPageProps {
  params: Promise<{ region: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

export default async function OverviewPage({ params }: OverviewPageProps) {
  const regionId = requireRegion((await params).region);
  const t = await getTranslations("overview");
  return (
    <OverviewView
      regionId={regionId}
      title={t("title")}
      description={t("intro")}
      first={{ data: getOverview(pageContext()), atMs: Date.now() }}
    />
  );
}
