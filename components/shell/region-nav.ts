import type { SideNavProps } from "./nav-list";

/** The first level of navigation: what a region holds. */
export function regionNav(
  regionId: string,
  t: (key: "overview" | "instances" | "rocketmqInstances" | "alerts" | "productArea") => string,
): SideNavProps {
  return {
    header: t("productArea"),
    items: [
      { id: "overview", label: t("overview"), href: `/${regionId}/overview` },
      { id: "instances", label: t("instances"), href: `/${regionId}/instances` },
      { id: "rocketmq", label: t("rocketmqInstances"), href: `/${regionId}/rocketmq-instances` },
      { id: "alerts", label: t("alerts"), href: `/${regionId}/alerts` },
    ],
  };
}
