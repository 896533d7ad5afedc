"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemText } from "@/components/forms/problem-text";
import { toProblem } from "@/components/forms/to-problem";
import { apiRequest } from "@/components/rules/api-request";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { Drawer } from "@/components/ui/drawer";
import { EmptyState } from "@/components/ui/empty-state";
import { InlineMessage } from "@/components/ui/inline-message";
import { Skeleton } from "@/components/ui/skeleton";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format/number";
import { type OnlineClient, type OnlineGroup, OnlineGroups } from "@/lib/instances/online";
import { paths } from "@/lib/view/paths";
import { queryString } from "@/lib/view/query-string";

const refreshMs = 5_000;
const listedMax = 200;

function onlineQuery(instanceId: string, groupIds: readonly string[], listed: number) {
  return queryOptions({
    queryKey: ["online-groups", instanceId, groupIds, listed],
    queryFn: ({ signal }) =>
      apiRequest(
        `/instances/${encodeURIComponent(instanceId)}/online-groups?${queryString({ groupIds: groupIds.join(","), listed })}`,
        OnlineGroups,
        { signal },
      ),
    enabled: groupIds.length > 0,
    refetchInterval: refreshMs,
    retry: false,
  });
}

/** How many clients of each group on the page are connected, and how many there are; undefined while it is not known. */
export function useOnlineCounts(instanceId: string, groupIds: readonly string[]): ReadonlyMap<string, OnlineGroup> {
  const { data } = useQuery(onlineQuery(instanceId, groupIds, 0));
  return new Map(data?.items.map((group) => [group.groupId, group]));
}

const protocols: Record<number, string> = { 3: "MQTT 3.1", 4: "MQTT 3.1.1", 5: "MQTT 5" };

function useColumns(traceHref: (device: string) => string): Column<OnlineClient>[] {
  const t = useTranslations("groups");
  return [
    {
      id: "clientId",
      header: t("online.clientId"),
      cell: ({ clientId }) => (
        <CopyText text={clientId} name={t("online.clientId")} lengthMax={48} href={traceHref(clientId)} />
      ),
    },
    {
      id: "address",
      header: t("online.address"),
      cell: ({ clientAddress }) => <span className="font-mono">{clientAddress}</span>,
    },
    { id: "protocol", header: t("online.protocol"), cell: ({ protocolVersion }) => protocols[protocolVersion] ?? "–" },
    { id: "since", header: t("online.since"), cell: ({ connectedAt }) => <Time value={connectedAt} /> },
  ];
}

function ClientList({ regionId, instanceId, groupId }: { regionId: string; instanceId: string; groupId: string }) {
  const t = useTranslations("groups");
  const columns = useColumns((device) => paths.tracing(regionId, instanceId, { device }));
  const query = useQuery(onlineQuery(instanceId, [groupId], listedMax));
  if (query.isPending) {
    return <Skeleton className="h-40 w-full" />;
  }
  if (query.isError) {
    return (
      <InlineMessage tone="error" title={t("online.failed")}>
        <ProblemText problem={toProblem(query.error)} />
      </InlineMessage>
    );
  }
  const group = query.data.items[0];
  if (group === undefined || group.online === 0) {
    return <EmptyState title={t("online.none", { groupId })} />;
  }
  return (
    <>
      <p role="status" className="mb-2 text-fg-help">
        {t("online.shown", { shown: group.clients.length, count: group.online })}
      </p>
      <Table
        caption={t("online.title", { groupId })}
        columns={columns}
        rows={group.clients}
        rowKey={({ clientId }) => clientId}
      />
    </>
  );
}

export interface OnlineClientsProps {
  regionId: string;
  instanceId: string;
  groupId: string;
  count: Pick<OnlineGroup, "online" | "total"> | undefined;
}

/** How many of a group's clients are connected; opens who they are. */
export function OnlineClients({ regionId, instanceId, groupId, count }: OnlineClientsProps) {
  const t = useTranslations("groups");
  const locale = useLocale();
  const [isOpen, setIsOpen] = useState(false);
  if (count === undefined) {
    return <span title={t("online.unknown")}>{t("none")}</span>;
  }
  return (
    <>
      <Button
        variant="text"
        aria-label={t("online.open", { count: count.online, groupId })}
        onClick={() => setIsOpen(true)}
      >
        <span className="tabular-nums">{formatCount(count.online, locale)}</span>
      </Button>
      <span className="text-fg-help tabular-nums" title={t("online.total")}>
        {` / ${formatCount(count.total, locale)}`}
      </span>
      {isOpen ? (
        <Drawer
          isOpen
          onOpenChange={setIsOpen}
          isDismissedByPressOutside
          width="l"
          title={t("online.title", { groupId })}
        >
          <ClientList regionId={regionId} instanceId={instanceId} groupId={groupId} />
        </Drawer>
      ) : null}
    </>
  );
}
