import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Frame } from "@/components/shell/frame";
import { instancePages } from "@/components/shell/instance-nav";
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
        items: instancePages(regionId, instance.instanceId, t),
      }}
    >
      {children}
    </Frame>
  );
}
