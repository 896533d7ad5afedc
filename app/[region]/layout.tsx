import type { ReactNode } from "react";
import { defaultRegionId, isRegionId } from "@/lib/regions";
import { Shell } from "../shell";

interface RegionLayoutProps {
  children: ReactNode;
  params: Promise<{ region: string }>;
}

/** An unknown region keeps the shell: the pages below say that it does not exist. */
export default async function RegionLayout({ children, params }: RegionLayoutProps) {
  const { region } = await params;
  return <Shell regionId={isRegionId(region) ? region : defaultRegionId}>{children}</Shell>;
}
