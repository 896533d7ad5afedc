"use client";

import { useTranslations } from "next-intl";
import { IdNameCell } from "@/components/forms/id-name-cell";
import { RowActions } from "@/components/ui/row-actions";
import type { Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { kernelHasRules } from "@/lib/instances/kinds";
import type { Instance } from "@/lib/instances/schemas";
import { paths } from "@/lib/view/paths";
import { LiveRateCell, TagList } from "./instance-cells";
import { InstanceStatusDot, KernelVersion } from "./instance-labels";

export interface InstanceRowHandlers {
  onEdit: (instance: Instance) => void;
  onDelete: (instance: Instance) => void;
}

function InstanceActionsCell({ instance, onEdit, onDelete }: InstanceRowHandlers & { instance: Instance }) {
  const t = useTranslations("instances");
  const { regionId, instanceId } = instance;
  return (
    <RowActions
      rowName={instance.name}
      actions={[
        { id: "details", label: t("action.details"), href: paths.instance(regionId, instanceId) },
        {
          id: "rules",
          label: t("action.rules"),
          href: paths.rules(regionId, instanceId),
          disabledReason: kernelHasRules(instance.kernelVersion)
            ? undefined
            : t("kernelNeeded", { version: instance.kernelVersion }),
        },
        { id: "topics", label: t("action.topics"), href: paths.topics(regionId, instanceId) },
        { id: "groups", label: t("action.groups"), href: paths.groups(regionId, instanceId) },
        { id: "edit", label: t("action.edit"), onSelect: () => onEdit(instance), hasSeparator: true },
        {
          id: "delete",
          label: t("action.delete"),
          onSelect: () => onDelete(instance),
          isDestructive: true,
          disabledReason: instance.broker === "embedded" ? t("embeddedNotDeleted") : undefined,
        },
      ]}
    />
  );
}

export function useInstanceColumns(handlers: InstanceRowHandlers): Column<Instance>[] {
  const t = useTranslations("instances");
  const tCommon = useTranslations("common");
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
          href={paths.instance(regionId, instanceId)}
          className="min-w-44"
        />
      ),
    },
    { id: "status", header: t("column.status"), cell: ({ status }) => <InstanceStatusDot status={status} /> },
    { id: "kernel", header: t("column.kernel"), cell: (instance) => <KernelVersion instance={instance} /> },
    {
      id: "type",
      header: t("column.type"),
      cell: ({ instanceType, broker }) => (
        <span className="whitespace-nowrap">
          {t(`type.${instanceType}`)}
          <span className="block text-fg-help">{t(`broker.${broker}`)}</span>
        </span>
      ),
    },
    { id: "rates", header: t("column.rates"), cell: ({ instanceId }) => <LiveRateCell instanceId={instanceId} /> },
    {
      id: "rules",
      header: t("column.rules"),
      align: "right",
      cell: ({ ruleCount, ruleQuota }) => (
        <span className="whitespace-nowrap">{t("rulesOf", { count: ruleCount, quota: ruleQuota })}</span>
      ),
    },
    { id: "tags", header: t("column.tags"), cell: ({ tags }) => <TagList tags={tags} /> },
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
      cell: (instance) => <InstanceActionsCell instance={instance} {...handlers} />,
    },
  ];
}
