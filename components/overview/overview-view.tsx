"use client";

import { useQuery } from "@tanstack/react-query";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { PageHeader } from "@/components/ui/page-header";
import type { Overview } from "@/lib/overview/schemas";
import { CountsCard } from "./counts-card";
import { Figures } from "./figures";
import { HealthCard } from "./health-card";
import { NeedTable } from "./need-table";
import { AlertsCard, AuditCard } from "./news-cards";
import { overviewQuery } from "./overview-queries";

export interface OverviewViewProps {
  regionId: string;
  title: string;
  description: string;
  first: { data: Overview; atMs: number };
}

/** The whole installation at a glance, as the server rendered it at first and then kept fresh. */
export function OverviewView({ regionId, title, description, first }: OverviewViewProps) {
  const query = useQuery({ ...overviewQuery(), initialData: first.data, initialDataUpdatedAt: first.atMs });
  const overview = query.data;
  return (
    <>
      <PageHeader title={title} description={description} actions={<RefreshButton query={query} isAtEnd />} />
      <StaleNotice query={query} />
      {overview === undefined ? (
        <ListFailed query={query} />
      ) : (
        <>
          <Figures overview={overview} />
          <div className="mb-4">
            <NeedTable overview={overview} />
          </div>
          <div className="grid gap-4 lg:grid-cols-2">
            <HealthCard overview={overview} />
            <CountsCard overview={overview} regionId={regionId} />
            <AlertsCard overview={overview} regionId={regionId} />
            <AuditCard overview={overview} regionId={regionId} />
          </div>
        </>
      )}
    </>
  );
}
