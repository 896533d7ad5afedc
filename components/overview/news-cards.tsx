"use client";

import { useTranslations } from "next-intl";
import { AlertSubject } from "@/components/alerts/alert-subject";
import { AuditSubject } from "@/components/audit/audit-subject";
import { useAuditWords } from "@/components/audit/use-audit-words";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { StatusDot } from "@/components/ui/status-dot";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Overview } from "@/lib/overview/schemas";
import { paths } from "@/lib/view/paths";

/** The newest alerts of all regions; a rule of one that is over may be gone. */
export function AlertsCard({ overview, regionId }: { overview: Overview; regionId: string }) {
  const t = useTranslations("overview.alerts");
  const tAlerts = useTranslations("alerts");
  const { newest, raised } = overview.alerts;
  return (
    <Card
      title={t("title")}
      isFlush
      actions={<Link href={paths.alerts(regionId)}>{raised === 0 ? t("all") : t("raised", { count: raised })}</Link>}
    >
      <Table
        caption={t("caption")}
        rows={newest}
        rowKey={({ alertId }) => String(alertId)}
        columns={[
          {
            id: "state",
            header: tAlerts("column.state"),
            cell: ({ state }) => (
              <StatusDot tone={state === "raised" ? "err" : "ok"}>{tAlerts(`state.${state}`)}</StatusDot>
            ),
          },
          { id: "kind", header: tAlerts("column.kind"), cell: ({ kind }) => tAlerts(`kind.${kind}`) },
          {
            id: "rule",
            header: tAlerts("column.rule"),
            className: "w-full",
            cell: (alert) => <AlertSubject alert={alert} regionId={alert.regionId} />,
          },
          { id: "at", header: tAlerts("column.raised"), cell: ({ raisedAt }) => <Time value={raisedAt} /> },
        ]}
        empty={<EmptyState title={t("none")} />}
      />
    </Card>
  );
}

/** Who changed what last. */
export function AuditCard({ overview, regionId }: { overview: Overview; regionId: string }) {
  const t = useTranslations("overview.audit");
  const words = useAuditWords();
  return (
    <Card title={t("title")} isFlush>
      <Table
        caption={t("caption")}
        rows={overview.audit}
        rowKey={({ id }) => String(id)}
        columns={[
          { id: "at", header: t("time"), cell: ({ at }) => <Time value={at} /> },
          { id: "actor", header: t("actor"), cell: ({ actor }) => words.actor(actor) },
          { id: "action", header: t("action"), cell: ({ action }) => words.action(action) },
          {
            id: "entity",
            header: t("entity"),
            className: "w-full min-w-40",
            cell: (event) => <AuditSubject event={event} regionId={regionId} />,
          },
        ]}
        empty={<EmptyState title={t("none")} />}
      />
    </Card>
  );
}
