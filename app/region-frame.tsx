import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Frame } from "@/components/shell/frame";
import { regionNav } from "@/components/shell/region-nav";
import type { RegionId } from "@/lib/regions";

/** The frame of pages on the first level. */
export async function RegionFrame({ regionId, children }: { regionId: RegionId; children: ReactNode }) {
  const t = await getTranslations("shell");
  return <Frame nav={regionNav(regionId, t)}>{children}</Frame>;
}
