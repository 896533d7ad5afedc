import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { defaultRegionId, isRegionId } from "@/lib/regions";
import { preferenceCookies } from "@/lib/view/preferences";
import { RegionFrame } from "../region-frame";
import { Shell } from "../shell";

/** Here and not in the root's not-found page: that one is part of every page's first load. */
export default async function MissingLayout({ children }: { children: ReactNode }) {
  const last = (await cookies()).get(preferenceCookies.region)?.value ?? "";
  const regionId = isRegionId(last) ? last : defaultRegionId;
  return (
    <Shell regionId={regionId}>
      <RegionFrame regionId={regionId}>{children}</RegionFrame>
    </Shell>
  );
}
