import type { ReactNode } from "react";
import { requireRegion } from "../../page-context";
import { RegionFrame } from "../../region-frame";

interface SectionLayoutProps {
  children: ReactNode;
  params: Promise<{ region: string }>;
}

export default async function SectionLayout({ children, params }: SectionLayoutProps) {
  return <RegionFrame regionId={requireRegion((await params).region)}>{children}</RegionFrame>;
}
