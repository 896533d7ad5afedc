import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, parseAsStringLiteral, type SearchParams } from "nuqs/server";
import { BrowseView } from "@/components/rocketmq/browse-view";
import { ClusterTopicsView } from "@/components/rocketmq/cluster-topics-view";
import { RocketmqBasics } from "@/components/rocketmq/rocketmq-basics";
import { RocketmqHeaderActions } from "@/components/rocketmq/rocketmq-header-actions";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { paths } from "@/lib/view/paths";
import { rememberedPageSize, requireRegion, requireRocketmqInstance } from "../../../../page-context";
import {
  createRocketmqInstanceAction,
  createRocketmqTopicAction,
  deleteRocketmqInstanceAction,
  deleteRocketmqTopicAction,
  updateRocketmqInstanceAction,
} from "../actions";

const loadParams = createLoader({ tab: parseAsStringLiteral(["topics", "messages"] as const).withDefault("topics") });

interface RocketmqInstancePageProps {
  params: Promise<{ region: string; rocketmqInstanceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: RocketmqInstancePageProps): Promise<Metadata> {
  const { region, rocketmqInstanceId } = await params;
  return { title: requireRocketmqInstance(requireRegion(region), decodeURIComponent(rocketmqInstanceId)).name };
}

export default async function RocketmqInstancePage({ params, searchParams }: RocketmqInstancePageProps) {
  const { region, rocketmqInstanceId } = await params;
  const regionId = requireRegion(region);
  const instance = requireRocketmqInstance(regionId, decodeURIComponent(rocketmqInstanceId));
  const { tab } = await loadParams(searchParams);
  const t = await getTranslations("rocketmq");
  const base = paths.rocketmqInstance(regionId, instance.instanceId);
  return (
    <>
      <PageHeader
        title={instance.name}
        crumbs={[{ label: t("title"), href: paths.rocketmqInstances(regionId) }, { label: instance.name }]}
        actions={
          <RocketmqHeaderActions
            instance={instance}
            actions={{
              create: createRocketmqInstanceAction,
              update: updateRocketmqInstanceAction,
              remove: deleteRocketmqInstanceAction,
            }}
          />
        }
      />
      <Card title={t("details.basic")} className="mb-4">
        <RocketmqBasics instance={instance} />
      </Card>
      <Tabs
        label={t("details.views")}
        currentId={tab}
        tabs={[
          { id: "topics", label: t("details.topics"), href: base },
          { id: "messages", label: t("details.messages"), href: `${base}?tab=messages` },
        ]}
      />
      <div className="pt-4">
        {tab === "messages" ? (
          <BrowseView instance={instance} />
        ) : (
          <ClusterTopicsView
            instance={instance}
            rememberedPageSize={await rememberedPageSize()}
            actions={{ create: createRocketmqTopicAction, remove: deleteRocketmqTopicAction }}
          />
        )}
      </div>
    </>
  );
}
