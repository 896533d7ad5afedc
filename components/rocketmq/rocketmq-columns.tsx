"use client";

import { useLocale, useTranslations } from "next-intl";
import { IdNameCell } from "@/components/forms/id-name-cell";
import { RowActions } from "@/components/ui/row-actions";
import type { Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format/number";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import { paths } from "@/lib/view/paths";
import { addressesOf, DetectedVersion, SeriesTag } from "./rocketmq-labels";

export interface RocketmqRowHandlers {
  onEdit: (instance: RocketmqInstance) => void;
  onDelete: (instance: RocketmqInstance) => void;
}

export function useRocketmqColumns({ onEdit, onDelete }: RocketmqRowHandlers): Column<RocketmqInstance>[] {
  const t = useTranslations("rocketmq");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("column.instance"),
      isSortable: true,
      sticky: "left",
      cell: ({ instanceId, name, regionId }) => (
        <IdNameCell
          id={instanceId}
          idName={t("instanceId")}
          name={name}
          href={paths.rocketmqInstance(regionId, instanceId)}
          className="min-w-48"
        />
      ),
    },
    { id: "series", header: t("column.series"), cell: (instance) => <SeriesTag instance={instance} /> },
    {
      id: "endpoint",
      header: t("column.endpoint"),
      className: "min-w-48 max-w-80",
      cell: (instance) => <span className="font-mono wrap-anywhere">{addressesOf(instance).join(", ")}</span>,
    },
    {
      id: "version",
      header: t("column.version"),
      cell: ({ detectedVersion }) => <DetectedVersion version={detectedVersion} />,
    },
    { id: "rules", header: t("column.rules"), align: "right", cell: ({ ruleCount }) => formatCount(ruleCount, locale) },
    {
      id: "createdAt",
      header: t("column.created"),
      isSortable: true,
      cell: ({ createdAt }) => <Time value={createdAt} />,
    },
    {
      id: "actions",
      header: tCommon("field.actions"),
      sticky: "right",
      cell: (instance) => (
        <RowActions
          rowName={instance.name}
          actions={[
            {
              id: "details",
              label: t("action.details"),
              href: paths.rocketmqInstance(instance.regionId, instance.instanceId),
            },
            { id: "edit", label: t("action.edit"), onSelect: () => onEdit(instance) },
            {
              id: "delete",
              label: t("action.delete"),
              onSelect: () => onDelete(instance),
              disabledReason: instance.broker === "embedded" ? t("embeddedNotDeleted") : undefined,
            },
          ]}
        />
      ),
    },
  ];
}
