import type { ReactNode } from "react";
import { requireRule } from "../../../../../page-context";

interface RuleLayoutProps {
  children: ReactNode;
  params: Promise<{ region: string; instanceId: string; ruleId: string }>;
}

/** Looked up outside the page's loading state, so that an unknown rule is answered with 404. */
export default async function RuleLayout({ children, params }: RuleLayoutProps) {
  const { region, instanceId, ruleId } = await params;
  requireRule(region, decodeURIComponent(instanceId), decodeURIComponent(ruleId));
  return children;
}
