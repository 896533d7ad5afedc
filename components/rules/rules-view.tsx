"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ColumnMenu } from "@/components/forms/column-menu";
import { useShownColumns } from "@/components/forms/hidden-columns";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { toSort } from "@/components/forms/use-list-state";
import { LiveBanner } from "@/components/live/live-banner";
import { LiveStateBadge } from "@/components/live/live-state-badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChips } from "@/components/ui/filter-chips";
import { lateComponent } from "@/components/ui/late-overlay";
import { Pagination } from "@/components/ui/pagination";
import { type Column, Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import type { Rule } from "@/lib/rules/schemas";
import { paths } from "@/lib/view/paths";
import { BulkActions } from "./bulk-actions";
import type { DeleteRuleDialogProps } from "./delete-rule-dialog";
import { RuleFileMenu } from "./file/rule-file-menu";
import { useRuleColumns } from "./rule-columns";
import { RuleFilters } from "./rule-filters";
import { ruleSorts } from "./rule-list-params";
import { type RuleList, type RuleListOptions, useRuleChips, useRuleList } from "./use-rule-list";

const DeleteRuleDialog = lateComponent<DeleteRuleDialogProps>(
  async () => (await import("./delete-rule-dialog")).DeleteRuleDialog,
);

export interface RulesViewProps extends RuleListOptions {
  regionId: string;
  ruleQuota: number;
  /** Of the whole instance, whatever the filters. */
  ruleCount: number;
}

function CreateButton({ regionId, instanceId, ruleQuota, isFull }: RulesViewProps & { isFull: boolean }) {
  const t = useTranslations("rules.list");
  const icon = <Plus aria-hidden className="size-3.5" />;
  return isFull ? (
    <Button variant="primary" icon={icon} disabledReason={t("quotaReached", { quota: ruleQuota })}>
      {t("create")}
    </Button>
  ) : (
    <ButtonLink variant="primary" icon={icon} href={paths.createRule(regionId, instanceId)}>
      {t("create")}
    </ButtonLink>
  );
}

function EmptyRules({ list, clearAll, create }: { list: RuleList; clearAll: () => void; create: React.ReactNode }) {
  const t = useTranslations("rules.list");
  const tCommon = useTranslations("common");
  const { q, type, status, state } = list.params;
  if (list.query.isError) {
    return <ListFailed query={list.query} />;
  }
  if (q !== "" || type !== "" || status !== "" || state !== "") {
    return (
      <EmptyState
        kind="noMatch"
        title={t("noMatchTitle")}
        action={<Button onClick={clearAll}>{tCommon("clearFilters")}</Button>}
      />
    );
  }
  return <EmptyState title={t("emptyTitle")} description={t("emptyBody")} action={create} />;
}

function RuleTable(props: {
  list: RuleList;
  selected: ReadonlySet<string>;
  columns: readonly Column<Rule>[];
  empty: React.ReactNode;
}) {
  const t = useTranslations("rules.list");
  const { list, selected, columns } = props;
  const rows = list.query.data?.items ?? [];
  return (
    <Table
      caption={t("caption")}
      columns={columns}
      rows={rows}
      rowKey={(rule) => rule.ruleId}
      sort={toSort(list.params.sort)}
      onSort={({ id, direction }) => {
        const wanted = `${direction === "desc" ? "-" : ""}${id}`;
        const sort = ruleSorts.find((known) => known === wanted);
        list.setAddress({ sort: sort ?? null, page: null }).catch(() => undefined);
      }}
      isLoading={list.query.isPending}
      isRefreshing={list.query.isFetching && list.query.isPlaceholderData}
      isRowSelected={(rule) => selected.has(rule.ruleId)}
      empty={props.empty}
    />
  );
}

/** The rules of one MQTT instance: what is wanted and what really happens, apart. */
export function RulesView(view: RulesViewProps) {
  const t = useTranslations("rules.list");
  const list = useRuleList(view);
  const { chips, clearAll } = useRuleChips(list);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<Rule>();
  const { params, query, paging } = list;
  const hasFilters = chips.length > 0 || params.q !== "";
  const ruleCount = hasFilters ? view.ruleCount : (query.data?.total ?? view.ruleCount);
  const create = <CreateButton {...view} isFull={ruleCount >= view.ruleQuota} />;
  const shown = new Set((query.data?.items ?? []).map((rule) => rule.ruleId).filter((ruleId) => selected.has(ruleId)));
  const columns = useRuleColumns({
    regionId: view.regionId,
    rows: query.data?.items ?? [],
    selected: shown,
    onSelect: setSelected,
    onDelete: setDeleting,
  });
  const { shown: shownColumns, choices, setShown } = useShownColumns("rules", columns);
  return (
    <>
      <LiveBanner />
      <Toolbar
        actions={
          <>
            {create}
            <RuleFileMenu instanceId={view.instanceId} ruleCount={ruleCount} />
            <span className="tabular-nums text-fg-secondary">
              {t("quota", { count: ruleCount, quota: view.ruleQuota })}
            </span>
            <RefreshButton query={query} />
            <LiveStateBadge />
          </>
        }
        filters={
          <>
            <RuleFilters list={list} />
            <ColumnMenu choices={choices} onChange={setShown} />
          </>
        }
      />
      <FilterChips chips={chips} onClearAll={clearAll} />
      <StaleNotice query={query} />
      <RuleTable
        list={list}
        selected={shown}
        columns={shownColumns}
        empty={<EmptyRules list={list} clearAll={clearAll} create={create} />}
      />
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <BulkActions
          instanceId={view.instanceId}
          selected={shown}
          onDone={(refused) => setSelected(new Set(refused))}
        />
        {query.data !== undefined && query.data.total > 0 ? (
          <Pagination page={params.page} pageSize={params.pageSize} total={query.data.total} {...paging} />
        ) : null}
      </div>
      {deleting === undefined ? null : (
        <DeleteRuleDialog
          key={deleting.ruleId}
          rule={deleting}
          isOpen
          onOpenChange={(isOpen) => {
            if (!isOpen) {
              setDeleting(undefined);
            }
          }}
        />
      )}
    </>
  );
}
