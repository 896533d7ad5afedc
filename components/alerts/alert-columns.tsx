"use client";

import { useTranslations } from "next-intl";
import { StatusDot } from "@/components/ui/status-dot";
import type { Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Alert } from "@/lib/alerts/schemas";
import { AlertDetail } from "./alert-detail";
import { AlertSubject } from "./alert-subject";

export function useAlertColumns(regionId: string): Column<Alert>[] {
  const t = useTranslations("alerts");
  return [
    {
      id: "state",
      header: t("column.state"),
      cell: ({ state }) => <StatusDot tone={state === "raised" ? "err" : "ok"}>{t(`state.${state}`)}</StatusDot>,
    },
    {
      id: "kind",
      header: t("column.kind"),
      className: "min-w-40",
      cell: ({ kind }) => t(`kind.${kind}`),
    },
    {
      id: "rule",
      header: t("column.rule"),
      cell: (alert) => <AlertSubject alert={alert} regionId={regionId} />,
    },
    {
      id: "detail",
      header: t("column.detail"),
      className: "w-full min-w-60",
      cell: ({ detail }) => (
        <span className="break-words">{detail === "" ? t("none") : <AlertDetail detail={detail} />}</span>
      ),
    },
    { id: "raisedAt", header: t("column.raised"), cell: ({ raisedAt }) => <Time value={raisedAt} /> },
    {
      id: "resolvedAt",
      header: t("column.resolved"),
      cell: ({ resolvedAt }) => (resolvedAt === undefined ? t("none") : <Time value={resolvedAt} />),
    },
  ];
}
