import { cookies } from "next/headers";
import { NotFoundView } from "@/components/shell/not-found-view";
import { defaultRegionId, isRegionId } from "@/lib/regions";
import { preferenceCookies } from "@/lib/view/preferences";
import { RegionFrame } from "./region-frame";
import { Shell } from "./shell";

export default async function NotFoundPage() {
  const last = (await cookies()).get(preferenceCookies.region)?.value ?? "";
  const regionId = isRegionId(last) ? last : defaultRegionId;
  return (
    <Shell regionId={regionId}>
      <RegionFrame regionId={regionId}>
        <NotFoundView />
      </RegionFrame>
    </Shell>
  );
}
