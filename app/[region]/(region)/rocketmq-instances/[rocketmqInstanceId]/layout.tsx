import type { ReactNode } from "react";
import { requireRegion, requireRocketmqInstance } from "../../../../page-context";

interface RocketmqInstanceLayoutProps {
  children: ReactNode;
  params: Promise<{ region: string; rocketmqInstanceId: string }>;
}

/** Looked up outside the page's loading state, so that an unknown instance is answered with 404. */
export default async function RocketmqInstanceLayout({ children, params }: RocketmqInstanceLayoutProps) {
  const { region, rocketmqInstanceId } = await params;
  requireRocketmqInstance(requireRegion(region), decodeURIComponent(rocketmqInstanceId));
  return children;
}
