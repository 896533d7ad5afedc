"use client";

import { useFormatter, useTranslations } from "next-intl";
import { RowActions } from "@/components/ui/row-actions";
import { StatusDot } from "@/components/ui/status-dot";
import type { Column } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { AlertWebhook } from "@/lib/alerts/schemas";

export interface WebhookRowHandlers {
  onTest: (webhook: AlertWebhook) => void;
  onEdit: (webhook: AlertWebhook) => void;
  onDelete: (webhook: AlertWebhook) => void;
}

function LastDelivery({ delivery }: { delivery: AlertWebhook["lastDelivery"] }) {
  const t = useTranslations("alerts.webhook");
  if (delivery === undefined) {
    return t("neverSent");
  }
  return (
    <div className="min-w-40">
      <StatusDot tone={delivery.ok ? "ok" : "err"}>
        <Time value={delivery.at} />
      </StatusDot>
      <span className="block break-words text-fg-secondary">{delivery.detail}</span>
    </div>
  );
}

export function useWebhookColumns({ onTest, onEdit, onDelete }: WebhookRowHandlers): Column<AlertWebhook>[] {
  const t = useTranslations("alerts.webhook");
  const tCommon = useTranslations("common");
  const format = useFormatter();
  return [
    {
      id: "name",
      header: t("column.name"),
      sticky: "left",
      cell: ({ name, hasSecret }) => (
        <div className="min-w-32">
          <span className="wrap-anywhere">{name}</span>
          {hasSecret ? <Tag className="ml-2">{t("signed")}</Tag> : null}
        </div>
      ),
    },
    {
      id: "url",
      header: t("column.url"),
      className: "w-full min-w-60",
      cell: ({ url }) => <span className="font-mono wrap-anywhere">{url}</span>,
    },
    {
      id: "status",
      header: t("column.status"),
      cell: ({ status }) => <StatusDot tone={status === "enabled" ? "ok" : "off"}>{t(`status.${status}`)}</StatusDot>,
    },
    { id: "last", header: t("column.last"), cell: ({ lastDelivery }) => <LastDelivery delivery={lastDelivery} /> },
    {
      id: "pending",
      header: t("column.pending"),
      align: "right",
      cell: ({ pendingCount }) => format.number(pendingCount),
    },
    {
      id: "dropped",
      header: t("column.dropped"),
      align: "right",
      cell: ({ droppedCount }) => format.number(droppedCount),
    },
    {
      id: "actions",
      header: tCommon("field.actions"),
      sticky: "right",
      cell: (webhook) => (
        <RowActions
          rowName={webhook.name}
          actions={[
            { id: "test", label: t("action.test"), onSelect: () => onTest(webhook) },
            { id: "edit", label: t("action.edit"), onSelect: () => onEdit(webhook) },
            { id: "delete", label: tCommon("delete"), onSelect: () => onDelete(webhook) },
          ]}
        />
      ),
    },
  ];
}
