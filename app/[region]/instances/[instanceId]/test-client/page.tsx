import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NoWebSocket } from "@/components/test-client/no-web-socket";
import { TestClientView } from "@/components/test-client/test-client-view";
import { toBrowserUrl } from "@/lib/mqtt/web-socket";
import { listTopics } from "@/server/services/topics/list";
import { pageContext, requireInstance } from "../../../../page-context";
import { InstanceListHeader, type InstanceListPageProps, instanceListMetadata } from "../list-page";

export async function generateMetadata(props: InstanceListPageProps): Promise<Metadata> {
  const t = await getTranslations("testClient");
  return instanceListMetadata(props, t("title"));
}

export default async function TestClientPage({ params }: InstanceListPageProps) {
  const { region, instanceId } = await params;
  const instance = requireInstance(region, decodeURIComponent(instanceId));
  const t = await getTranslations("testClient");
  const [first, ...others] = instance.endpoints.flatMap(({ url }) => toBrowserUrl(url) ?? []);
  const firstTopic = listTopics(pageContext(), instance.instanceId, { page: 1, pageSize: 1 }).items[0];
  return (
    <>
      <InstanceListHeader instance={instance} title={t("title")} description={t("intro")} />
      {first === undefined ? (
        <NoWebSocket instance={instance} />
      ) : (
        <TestClientView
          endpoints={[first, ...others]}
          clientId={`GID_console@@@${crypto.randomUUID().slice(0, 8)}`}
          topic={firstTopic?.name ?? "YourTopic"}
        />
      )}
    </>
  );
}
