const sections = ["overview", "rocketmq-instances", "alerts"];

/** Where a switch of region leads: the same kind of page, without what belongs to the old region. */
export function regionSwitchHref(pathname: string, regionId: string): string {
  const section = pathname.split("/")[2] ?? "";
  return `/${regionId}/${sections.includes(section) ? section : "instances"}`;
}
