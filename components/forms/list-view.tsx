"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { Table, type TableProps } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import type { Page } from "@/lib/pages";
import { ColumnMenu } from "./column-menu";
import { useShownColumns } from "./hidden-columns";
import { ListFailed, RefreshButton, StaleNotice } from "./list-status";
import type { PlainListParams, SetListAddress } from "./use-list-page";

export interface CreateButtonProps {
  label: string;
  onClick: () => void;
  disabledReason?: string | undefined;
}

export function CreateButton({ label, onClick, disabledReason }: CreateButtonProps) {
  return (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={onClick}
      disabledReason={disabledReason}
    >
      {label}
    </Button>
  );
}

export interface ListSearchProps {
  label: string;
  list: { params: { q: string }; setAddress: SetListAddress };
}

export function ListSearch({ label, list }: ListSearchProps) {
  return (
    <SearchInput label={label} value={list.params.q} onSearch={(q) => list.setAddress({ q: q || null, page: null })} />
  );
}

export interface ListEmptyProps {
  isFiltered: boolean;
  onClear: () => void;
  noMatch: string;
  title: string;
  description: string;
  /** What to do first, while there is nothing at all. */
  action?: ReactNode;
}

/** Nothing at all and nothing that matches are two things, with two ways out. */
export function ListEmpty({ isFiltered, onClear, noMatch, title, description, action }: ListEmptyProps) {
  const t = useTranslations("common");
  return isFiltered ? (
    <EmptyState kind="noMatch" title={noMatch} action={<Button onClick={onClear}>{t("clearFilters")}</Button>} />
  ) : (
    <EmptyState title={title} description={description} action={action} />
  );
}

export interface ListViewProps<Row>
  extends Pick<TableProps<Row>, "caption" | "columns" | "rowKey" | "sort" | "onSort" | "empty"> {
  /** By which its hidden columns are remembered: letters only. */
  name: string;
  list: {
    params: PlainListParams;
    query: UseQueryResult<Page<Row>>;
    paging: { onPageChange: (page: number) => void; onPageSizeChange: (size: number) => void };
  };
  /** Left of Refresh. */
  create?: ReactNode;
  /** Right of Refresh. */
  aside?: ReactNode;
  filters: ReactNode;
  chips?: ReactNode;
}

/** Toolbar, table and pages of one list. */
export function ListView<Row>(props: ListViewProps<Row>) {
  const { name, list, create, aside, filters, chips, empty, columns, ...table } = props;
  const { shown, choices, setShown } = useShownColumns(name, columns);
  const { query, params, paging } = list;
  return (
    <>
      <Toolbar
        actions={
          <>
            {create}
            <RefreshButton query={query} />
            {aside}
          </>
        }
        filters={
          <>
            {filters}
            <ColumnMenu choices={choices} onChange={setShown} />
          </>
        }
      />
      {chips}
      <StaleNotice query={query} />
      <Table
        {...table}
        columns={shown}
        rows={query.data?.items ?? []}
        isLoading={query.isPending}
        isRefreshing={query.isFetching}
        empty={query.isError && query.data === undefined ? <ListFailed query={query} /> : empty}
      />
      <div className="mt-4">
        <Pagination page={params.page} pageSize={params.pageSize} total={query.data?.total ?? 0} {...paging} />
      </div>
    </>
  );
}
