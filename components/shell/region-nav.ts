import type { SideNavProps } from "./side-nav";

/** The first level of navigation: what a region holds. */
export function regionNav(
  regionId: string,
  t: (key: "instances" | "rocketmqInstances" | "productArea") => string,
): SideNavProps {
  return {
    header: t("productArea"),
    items: [
      { id: "instances", label: t("instances"), href: `/${regionId}/instances` },
      { id: "rocketmq", label: t("rocketmqInstances"), href: `/${regionId}/rocketmq-instances` },
    ],
  };
}
