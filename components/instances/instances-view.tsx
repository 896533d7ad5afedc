"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { fromSort, toSort, usePaging } from "@/components/forms/use-list-state";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type FilterChip, FilterChips } from "@/components/ui/filter-chips";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import { type Instance, instanceStatuses } from "@/lib/instances/schemas";
import type { Page } from "@/lib/pages";
import { isSameParams } from "@/lib/view/is-same-params";
import { instanceListParams, toPageSize } from "@/lib/view/list-params";
import { DeleteInstanceDialog } from "./delete-instance-dialog";
import { useInstanceColumns } from "./instance-columns";
import { type InstanceActions, InstanceDrawer } from "./instance-drawer";
import { type InstanceListParams, listInstancesQuery } from "./instance-queries";

export interface InstancesViewProps {
  regionId: Instance["regionId"];
  first: { params: InstanceListParams; data: Page<Instance>; atMs: number };
  rememberedPageSize: number;
  actions: InstanceActions;
}

type Opened = { kind: "create" } | { kind: "edit" | "delete"; instance: Instance } | undefined;

function useInstanceList({ regionId, first, rememberedPageSize }: InstancesViewProps) {
  const [address, setAddress] = useQueryStates(instanceListParams);
  const params: InstanceListParams = {
    regionId,
    q: address.q,
    status: address.status ?? "",
    broker: address.broker ?? "",
    sort: address.sort,
    page: address.page,
    pageSize: toPageSize(address.size, rememberedPageSize),
  };
  const query = useQuery({
    ...listInstancesQuery(params),
    ...(isSameParams(params, first.params) ? { initialData: first.data, initialDataUpdatedAt: first.atMs } : {}),
  });
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  return { address, setAddress, params, query, paging };
}

type InstanceList = ReturnType<typeof useInstanceList>;

function Filters({ list }: { list: InstanceList }) {
  const t = useTranslations("instances");
  const { address, setAddress } = list;
  return (
    <>
      <SearchInput label={t("search")} value={address.q} onSearch={(q) => setAddress({ q: q || null, page: null })} />
      <Select
        className="w-36"
        aria-label={t("column.status")}
        options={[
          { value: "", label: t("filter.status") },
          ...instanceStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
        value={address.status ?? ""}
        onValueChange={(status) => setAddress({ status: status === "" ? null : status, page: null })}
      />
      <Select
        className="w-36"
        aria-label={t("column.broker")}
        options={[
          { value: "", label: t("filter.broker") },
          { value: "embedded", label: t("broker.embedded") },
          { value: "external", label: t("broker.external") },
        ]}
        value={address.broker ?? ""}
        onValueChange={(broker) => setAddress({ broker: broker === "" ? null : broker, page: null })}
      />
    </>
  );
}

function useChips({ address, setAddress }: InstanceList): { chips: FilterChip[]; clearAll: () => void } {
  const t = useTranslations("instances");
  const tCommon = useTranslations("common");
  const chips: FilterChip[] = [];
  if (address.status !== null) {
    const label = tCommon("filterValue", { name: t("column.status"), value: t(`status.${address.status}`) });
    chips.push({ id: "status", label, onRemove: () => void setAddress({ status: null, page: null }) });
  }
  if (address.broker !== null) {
    const label = tCommon("filterValue", { name: t("column.broker"), value: t(`broker.${address.broker}`) });
    chips.push({ id: "broker", label, onRemove: () => void setAddress({ broker: null, page: null }) });
  }
  return { chips, clearAll: () => void setAddress({ q: null, status: null, broker: null, page: null }) };
}

function InstanceTable({
  list,
  onOpen,
  clearAll,
}: {
  list: InstanceList;
  onOpen: (opened: Opened) => void;
  clearAll: () => void;
}) {
  const t = useTranslations("instances");
  const tCommon = useTranslations("common");
  const { query, params, setAddress } = list;
  const columns = useInstanceColumns({
    onEdit: (instance) => onOpen({ kind: "edit", instance }),
    onDelete: (instance) => onOpen({ kind: "delete", instance }),
  });
  const isFiltered = params.q !== "" || params.status !== "" || params.broker !== "";
  const empty = isFiltered ? (
    <EmptyState
      kind="noMatch"
      title={t("empty.noMatch")}
      action={<Button onClick={clearAll}>{tCommon("clearFilters")}</Button>}
    />
  ) : (
    <EmptyState
      title={t("empty.title")}
      description={t("empty.description")}
      action={
        <Button variant="primary" onClick={() => onOpen({ kind: "create" })}>
          {t("create")}
        </Button>
      }
    />
  );
  return (
    <Table
      caption={t("caption")}
      columns={columns}
      rows={query.data?.items ?? []}
      rowKey={(instance) => instance.instanceId}
      sort={toSort(params.sort)}
      onSort={(sort) => setAddress({ sort: fromSort(sort), page: null })}
      isLoading={query.isPending}
      isRefreshing={query.isFetching}
      empty={query.isError && query.data === undefined ? <ListFailed query={query} /> : empty}
    />
  );
}

export function InstancesView(props: InstancesViewProps) {
  const t = useTranslations("instances");
  const list = useInstanceList(props);
  const { chips, clearAll } = useChips(list);
  const [opened, setOpened] = useState<Opened>();
  const queryClient = useQueryClient();
  const router = useRouter();
  function handleChanged() {
    setOpened(undefined);
    void queryClient.invalidateQueries({ queryKey: ["instances"] });
    router.refresh();
  }
  const { query, params, paging } = list;
  return (
    <>
      <Toolbar
        actions={
          <>
            <Button
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
              onClick={() => setOpened({ kind: "create" })}
            >
              {t("create")}
            </Button>
            <RefreshButton query={query} />
          </>
        }
        filters={<Filters list={list} />}
      />
      <FilterChips chips={chips} onClearAll={clearAll} />
      <StaleNotice query={query} />
      <InstanceTable list={list} onOpen={setOpened} clearAll={clearAll} />
      <div className="mt-4">
        <Pagination page={params.page} pageSize={params.pageSize} total={query.data?.total ?? 0} {...paging} />
      </div>
      {opened?.kind === "create" || opened?.kind === "edit" ? (
        <InstanceDrawer
          regionId={props.regionId}
          instance={opened.kind === "edit" ? opened.instance : undefined}
          actions={props.actions}
          onClose={() => setOpened(undefined)}
          onSaved={handleChanged}
        />
      ) : null}
      {opened?.kind === "delete" ? (
        <DeleteInstanceDialog
          instance={opened.instance}
          remove={props.actions.remove}
          onClose={() => setOpened(undefined)}
          onDeleted={handleChanged}
        />
      ) : null}
    </>
  );
}
