import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LiveThroughput } from "@/components/charts/live-throughput";
import { EndpointsTable } from "@/components/instances/endpoints-table";
import { InstanceBasics } from "@/components/instances/instance-basics";
import { InstanceHeaderActions } from "@/components/instances/instance-header-actions";
import { InstanceStatusDot } from "@/components/instances/instance-labels";
import { LeftSessions } from "@/components/instances/left-sessions";
import { UsageMeters } from "@/components/instances/usage-meters";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { PageHeader } from "@/components/ui/page-header";
import { quickStart } from "@/lib/instances/quick-start";
import type { Instance } from "@/lib/instances/schemas";
import { paths } from "@/lib/view/paths";
import { listTopics } from "@/server/services/topics/list";
import { pageContext, requireInstance } from "../../../../page-context";
import { createInstanceAction, deleteInstanceAction, updateInstanceAction } from "../../../(region)/instances/actions";

interface InstancePageProps {
  params: Promise<{ region: string; instanceId: string }>;
}

export async function generateMetadata({ params }: InstancePageProps): Promise<Metadata> {
  const { region, instanceId } = await params;
  const t = await getTranslations("instances.details");
  return { title: `${t("title")} · ${requireInstance(region, decodeURIComponent(instanceId)).name}` };
}

async function QuickStart({ instance }: { instance: Instance }) {
  const t = await getTranslations("instances.details");
  const endpoint = instance.endpoints[0];
  if (endpoint === undefined) {
    return null;
  }
  const firstTopic = listTopics(pageContext(), instance.instanceId, { page: 1, pageSize: 1 }).items[0];
  const topic = firstTopic?.name ?? "YourTopic";
  const samples = quickStart({
    url: endpoint.url,
    topic,
    username: instance.connection?.username,
    hasPassword: instance.connection?.hasPassword ?? false,
  });
  return (
    <Card title={t("quickStart")}>
      <p className="mb-3 text-fg-secondary">
        {t.rich("quickStartHint", { topic, b: (text) => <b className="font-mono text-fg">{text}</b> })}
      </p>
      <CodeBlock label={t("quickStartLabel")} samples={samples} />
    </Card>
  );
}

export default async function InstancePage({ params }: InstancePageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const t = await getTranslations("instances.details");
  const tShell = await getTranslations("shell");
  return (
    <>
      <PageHeader
        title={instance.name}
        crumbs={[{ label: tShell("instances"), href: paths.instances(region) }, { label: instance.name }]}
        aside={<InstanceStatusDot status={instance.status} />}
        actions={
          <InstanceHeaderActions
            instance={instance}
            actions={{ create: createInstanceAction, update: updateInstanceAction, remove: deleteInstanceAction }}
          />
        }
      />
      <LeftSessions sessions={pageContext().history.listLeftSessions(instance.instanceId)} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Card title={t("basic")} className="lg:col-span-2">
          <InstanceBasics instance={instance} update={updateInstanceAction} />
        </Card>
        <Card title={t("endpoints")} isFlush>
          <EndpointsTable endpoints={instance.endpoints} />
        </Card>
        <Card title={t("usage")}>
          <UsageMeters instance={instance} />
        </Card>
        <Card>
          <LiveThroughput instanceId={instance.instanceId} />
        </Card>
        <QuickStart instance={instance} />
      </div>
    </>
  );
}
