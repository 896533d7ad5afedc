"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyText } from "@/components/ui/copy-text";
import { RowActions } from "@/components/ui/row-actions";
import type { Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import { availableRuleTypes } from "@/lib/rules/kinds";
import type { Rule } from "@/lib/rules/schemas";
import { paths } from "@/lib/view/paths";
import { LiveCell, type LiveFigure } from "./live-cell";
import { RuleRoute } from "./rule-route";
import { RuleState } from "./rule-state";
import { StatusSwitch } from "./status-switch";

export interface RuleColumnsOptions {
  regionId: string;
  rows: readonly Rule[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onDelete: (rule: Rule) => void;
}

function SelectAll({ rows, selected, onSelect }: RuleColumnsOptions) {
  const t = useTranslations("rules.list");
  const count = rows.filter((rule) => selected.has(rule.ruleId)).length;
  return (
    <Checkbox
      aria-label={t("selectAll")}
      isChecked={rows.length > 0 && count === rows.length}
      isIndeterminate={count > 0 && count < rows.length}
      isDisabled={rows.length === 0}
      onCheckedChange={(isChecked) => onSelect(new Set(isChecked ? rows.map((rule) => rule.ruleId) : []))}
    />
  );
}

function SelectOne({ rule, selected, onSelect }: RuleColumnsOptions & { rule: Rule }) {
  const t = useTranslations("rules.list");
  return (
    <Checkbox
      aria-label={t("selectOne", { ruleId: rule.ruleId })}
      isChecked={selected.has(rule.ruleId)}
      onCheckedChange={(isChecked) => {
        const next = new Set(selected);
        if (isChecked) {
          next.add(rule.ruleId);
        } else {
          next.delete(rule.ruleId);
        }
        onSelect(next);
      }}
    />
  );
}

function HelpHeader({ label, help }: { label: string; help: string }) {
  return (
    <Tooltip content={help}>
      <button type="button" className="min-h-6 font-semibold underline decoration-dotted underline-offset-4">
        {label}
      </button>
    </Tooltip>
  );
}

function useActions({ regionId, onDelete }: RuleColumnsOptions) {
  const t = useTranslations("rules.list");
  const tDetail = useTranslations("rules.detail");
  const tTraces = useTranslations("traces");
  return (rule: Rule): ReactNode => {
    const href = paths.rule(regionId, rule.instanceId, rule.ruleId);
    const isEditable = availableRuleTypes.includes(rule.type);
    return (
      <RowActions
        rowName={rule.ruleId}
        actions={[
          { id: "details", label: t("details"), href },
          {
            id: "edit",
            label: t("edit"),
            href: paths.editRule(regionId, rule.instanceId, rule.ruleId),
            disabledReason: isEditable ? undefined : tDetail("unsupportedType"),
          },
          { id: "consume", label: tDetail("tab.consume"), href: `${href}?tab=consume` },
          {
            id: "tracing",
            label: tTraces("title"),
            href: paths.tracing(regionId, rule.instanceId, { rule: rule.ruleId }),
          },
          { id: "history", label: tDetail("tab.history"), href: `${href}?tab=history` },
          {
            id: "delete",
            label: t("delete"),
            isDestructive: true,
            hasSeparator: true,
            onSelect: () => onDelete(rule),
          },
        ]}
      />
    );
  };
}

export function useRuleColumns(options: RuleColumnsOptions): Column<Rule>[] {
  const t = useTranslations("rules.list");
  const tCommon = useTranslations("common");
  const actions = useActions(options);
  const live = (figure: LiveFigure): Column<Rule> => ({
    id: figure,
    label: t(figure),
    header: <HelpHeader label={t(figure)} help={t(`${figure}Help`)} />,
    align: "right",
    className: "min-w-18 pl-2",
    cell: (rule) => <LiveCell ruleId={rule.ruleId} figure={figure} />,
  });
  return [
    {
      id: "select",
      header: <SelectAll {...options} />,
      className: "w-10 pr-0",
      cell: (rule) => <SelectOne {...options} rule={rule} />,
    },
    {
      id: "ruleId",
      header: t("ruleId"),
      isSortable: true,
      sticky: "left",
      className: "min-w-44",
      cell: (rule) => (
        <>
          <CopyText
            text={rule.ruleId}
            name={t("ruleIdName")}
            lengthMax={28}
            href={paths.rule(options.regionId, rule.instanceId, rule.ruleId)}
          />
          {rule.description === "" ? null : (
            <span className="block max-w-60 truncate text-fg-help">{rule.description}</span>
          )}
        </>
      ),
    },
    {
      id: "type",
      header: t("filterType"),
      // On narrower pages the real state would lie behind the actions.
      className: "whitespace-nowrap max-[75rem]:hidden",
      cell: (rule) => tCommon(`ruleType.${rule.type}`),
    },
    {
      id: "route",
      header: t("sourceDestination"),
      className: "min-w-48",
      cell: (rule) => <RuleRoute rule={rule} regionId={options.regionId} />,
    },
    { id: "status", header: t("status"), cell: (rule) => <StatusSwitch rule={rule} /> },
    { id: "state", header: t("state"), className: "min-w-28", cell: (rule) => <RuleState rule={rule} /> },
    live("in"),
    live("out"),
    live("lag"),
    live("errors"),
    {
      id: "createdAt",
      header: tCommon("field.created"),
      isSortable: true,
      className: "hidden min-[100rem]:table-cell",
      cell: (rule) => <Time value={rule.createdAt} />,
    },
    { id: "actions", header: t("actions"), sticky: "right", className: "whitespace-nowrap", cell: actions },
  ];
}
