import { paths } from "@/lib/view/paths";
import type { NavItem } from "./nav-list";

type InstancePage = "details" | "topics" | "groups" | "rules" | "monitoring" | "tracing" | "testClient";

/** The pages of one instance, in the order of its navigation. */
export function instancePages(
  regionId: string,
  instanceId: string,
  t: (key: `instanceNav.${InstancePage}`) => string,
): NavItem[] {
  return [
    { id: "details", label: t("instanceNav.details"), href: paths.instance(regionId, instanceId), isExact: true },
    { id: "topics", label: t("instanceNav.topics"), href: paths.topics(regionId, instanceId) },
    { id: "groups", label: t("instanceNav.groups"), href: paths.groups(regionId, instanceId) },
    { id: "rules", label: t("instanceNav.rules"), href: paths.rules(regionId, instanceId) },
    { id: "monitoring", label: t("instanceNav.monitoring"), href: paths.monitoring(regionId, instanceId) },
    { id: "tracing", label: t("instanceNav.tracing"), href: paths.tracing(regionId, instanceId) },
    {
      id: "testClient",
      label: t("instanceNav.testClient"),
      href: paths.testClient(regionId, instanceId),
      isDocument: true,
    },
  ];
}
