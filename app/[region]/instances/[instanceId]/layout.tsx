import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Frame } from "@/components/shell/frame";
import { paths } from "@/lib/view/paths";
import { requireInstance, requireRegion } from "../../../page-context";

interface InstanceLayoutProps {
  children: ReactNode;
  params: Promise<{ region: string; instanceId: string }>;
}

/** The second level of navigation. Read here, outside the pages' loading states, so that an unknown instance is answered with 404. */
export default async function InstanceLayout({ children, params }: InstanceLayoutProps) {
  const { region, instanceId } = await params;
  const regionId = requireRegion(region);
  const instance = requireInstance(regionId, decodeURIComponent(instanceId));
  const t = await getTranslations("shell");
  return (
    <Frame
      nav={{
        header: instance.name,
        backHref: paths.instances(regionId),
        backLabel: t("backToInstances"),
        items: [
          {
            id: "details",
            label: t("instanceNav.details"),
            href: paths.instance(regionId, instance.instanceId),
            isExact: true,
          },
          { id: "topics", label: t("instanceNav.topics"), href: paths.topics(regionId, instance.instanceId) },
          { id: "groups", label: t("instanceNav.groups"), href: paths.groups(regionId, instance.instanceId) },
          { id: "rules", label: t("instanceNav.rules"), href: paths.rules(regionId, instance.instanceId) },
          {
            id: "monitoring",
            label: t("instanceNav.monitoring"),
            href: paths.monitoring(regionId, instance.instanceId),
          },
          { id: "tracing", label: t("instanceNav.tracing"), href: paths.tracing(regionId, instance.instanceId) },
          {
            id: "testClient",
            label: t("instanceNav.testClient"),
            href: paths.testClient(regionId, instance.instanceId),
            isDocument: true,
          },
        ],
      }}
    >
      {children}
    </Frame>
  );
}
