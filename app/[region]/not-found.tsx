import { cookies } from "next/headers";
import { NotFoundView } from "@/components/shell/not-found-view";
import { defaultRegionId, isRegionId } from "@/lib/regions";
import { preferenceCookies } from "@/lib/view/preferences";
import { RegionFrame } from "../region-frame";

/** An unknown region or instance, inside the shell. */
export default async function RegionNotFoundPage() {
  const last = (await cookies()).get(preferenceCookies.region)?.value ?? "";
  return (
    <RegionFrame regionId={isRegionId(last) ? last : defaultRegionId}>
      <NotFoundView />
    </RegionFrame>
  );
}
