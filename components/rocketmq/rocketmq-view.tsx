"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { fromSort, toSort, usePaging } from "@/components/forms/use-list-state";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import type { Page } from "@/lib/pages";
import type { RegionId } from "@/lib/regions";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import { isSameParams } from "@/lib/view/is-same-params";
import { rocketmqListParams, toPageSize } from "@/lib/view/list-params";
import { DeleteRocketmqDialog } from "./delete-rocketmq-dialog";
import type { RocketmqActions } from "./rocketmq-actions";
import { useRocketmqColumns } from "./rocketmq-columns";
import { RocketmqDrawer } from "./rocketmq-drawer";
import { listRocketmqQuery, type RocketmqListParams } from "./rocketmq-queries";

export interface RocketmqViewProps {
  regionId: RegionId;
  first: { params: RocketmqListParams; data: Page<RocketmqInstance>; atMs: number };
  rememberedPageSize: number;
  actions: RocketmqActions;
}

type Opened = { kind: "create" } | { kind: "edit" | "delete"; instance: RocketmqInstance } | undefined;

function useRocketmqList({ regionId, first, rememberedPageSize }: RocketmqViewProps) {
  const [address, setAddress] = useQueryStates(rocketmqListParams);
  const params: RocketmqListParams = {
    regionId,
    q: address.q,
    series: address.series ?? "",
    sort: address.sort,
    page: address.page,
    pageSize: toPageSize(address.size, rememberedPageSize),
  };
  const query = useQuery({
    ...listRocketmqQuery(params),
    ...(isSameParams(params, first.params) ? { initialData: first.data, initialDataUpdatedAt: first.atMs } : {}),
  });
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  return { address, setAddress, params, query, paging };
}

type RocketmqList = ReturnType<typeof useRocketmqList>;

function RocketmqTable({ list, onOpen }: { list: RocketmqList; onOpen: (opened: Opened) => void }) {
  const t = useTranslations("rocketmq");
  const tCommon = useTranslations("common");
  const { query, params, setAddress } = list;
  const columns = useRocketmqColumns({
    onEdit: (instance) => onOpen({ kind: "edit", instance }),
    onDelete: (instance) => onOpen({ kind: "delete", instance }),
  });
  const empty =
    params.q !== "" || params.series !== "" ? (
      <EmptyState
        kind="noMatch"
        title={t("empty.noMatch")}
        action={
          <Button onClick={() => setAddress({ q: null, series: null, page: null })}>{tCommon("clearFilters")}</Button>
        }
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

function RocketmqToolbar({ list, onCreate }: { list: RocketmqList; onCreate: () => void }) {
  const t = useTranslations("rocketmq");
  const { address, setAddress, query } = list;
  return (
    <Toolbar
      actions={
        <>
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={onCreate}>
            {t("create")}
          </Button>
          <RefreshButton query={query} />
        </>
      }
      filters={
        <>
          <SearchInput
            label={t("search")}
            value={address.q}
            onSearch={(q) => setAddress({ q: q || null, page: null })}
          />
          <Select
            className="w-36"
            aria-label={t("series.label")}
            options={[
              { value: "", label: t("series.all") },
              { value: "4.0", label: t("series.4_0") },
              { value: "5.0", label: t("series.5_0") },
            ]}
            value={address.series ?? ""}
            onValueChange={(series) => setAddress({ series: series === "" ? null : series, page: null })}
          />
        </>
      }
    />
  );
}

export function RocketmqView(props: RocketmqViewProps) {
  const list = useRocketmqList(props);
  const [opened, setOpened] = useState<Opened>();
  const queryClient = useQueryClient();
  function handleChanged() {
    setOpened(undefined);
    void queryClient.invalidateQueries({ queryKey: ["rocketmq-instances"] });
  }
  const { query, params, paging } = list;
  return (
    <>
      <RocketmqToolbar list={list} onCreate={() => setOpened({ kind: "create" })} />
      <StaleNotice query={query} />
      <RocketmqTable list={list} onOpen={setOpened} />
      <div className="mt-4">
        <Pagination page={params.page} pageSize={params.pageSize} total={query.data?.total ?? 0} {...paging} />
      </div>
      {opened?.kind === "create" || opened?.kind === "edit" ? (
        <RocketmqDrawer
          regionId={props.regionId}
          instance={opened.kind === "edit" ? opened.instance : undefined}
          actions={props.actions}
          onClose={() => setOpened(undefined)}
          onSaved={handleChanged}
        />
      ) : null}
      {opened?.kind === "delete" ? (
        <DeleteRocketmqDialog
          instance={opened.instance}
          remove={props.actions.remove}
          onClose={() => setOpened(undefined)}
          onDeleted={handleChanged}
        />
      ) : null}
    </>
  );
}
