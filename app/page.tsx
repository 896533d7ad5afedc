import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { defaultRegionId, isRegionId } from "@/lib/regions";
import { paths } from "@/lib/view/paths";
import { preferenceCookies } from "@/lib/view/preferences";

export default async function HomePage() {
  const last = (await cookies()).get(preferenceCookies.region)?.value ?? "";
  redirect(paths.instances(isRegionId(last) ? last : defaultRegionId));
}
