import type { ReactNode } from "react";
import { requireTopic } from "../../../../../page-context";

interface TopicLayoutProps {
  children: ReactNode;
  params: Promise<{ region: string; instanceId: string; topic: string }>;
}

/** Looked up outside the page's loading state, so that an unknown topic is answered with 404. */
export default async function TopicLayout({ children, params }: TopicLayoutProps) {
  const { region, instanceId, topic } = await params;
  requireTopic(region, decodeURIComponent(instanceId), decodeURIComponent(topic));
  return children;
}
