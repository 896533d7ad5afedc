"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { usePaging } from "@/components/forms/use-list-state";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import { type Alert, alertStates } from "@/lib/alerts/schemas";
import type { Page } from "@/lib/pages";
import { isSameParams } from "@/lib/view/is-same-params";
import { alertListParams, toPageSize } from "@/lib/view/list-params";
import { useAlertColumns } from "./alert-columns";
import { type AlertListParams, listAlertsQuery } from "./alert-queries";

export interface AlertsSectionProps {
  regionId: string;
  first: { params: AlertListParams; data: Page<Alert>; atMs: number };
  rememberedPageSize: number;
}

function useAlertList({ regionId, first, rememberedPageSize }: AlertsSectionProps) {
  const [address, setAddress] = useQueryStates(alertListParams);
  const params: AlertListParams = {
    regionId,
    q: address.q,
    state: address.state ?? "",
    page: address.page,
    pageSize: toPageSize(address.size, rememberedPageSize),
  };
  const query = useQuery({
    ...listAlertsQuery(params),
    ...(isSameParams(params, first.params) ? { initialData: first.data, initialDataUpdatedAt: first.atMs } : {}),
  });
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  return { params, setAddress, query, paging };
}

type AlertList = ReturnType<typeof useAlertList>;

function AlertToolbar({ list }: { list: AlertList }) {
  const t = useTranslations("alerts");
  const { params, setAddress, query } = list;
  const options = alertStates.map((state) => ({ value: state as string, label: t(`state.${state}`) }));
  return (
    <Toolbar
      actions={<RefreshButton query={query} />}
      filters={
        <>
          <SearchInput
            label={t("search")}
            value={params.q}
            onSearch={(q) => setAddress({ q: q || null, page: null })}
          />
          <Select
            className="w-36"
            aria-label={t("state.label")}
            options={[{ value: "", label: t("state.all") }, ...options]}
            value={params.state}
            onValueChange={(value) =>
              setAddress({ state: alertStates.find((state) => state === value) ?? null, page: null })
            }
          />
        </>
      }
    />
  );
}

/** What began and what is over, newest first. */
export function AlertsSection(props: AlertsSectionProps) {
  const t = useTranslations("alerts");
  const tCommon = useTranslations("common");
  const list = useAlertList(props);
  const { params, setAddress, query, paging } = list;
  const columns = useAlertColumns(props.regionId);
  const isFiltered = params.q !== "" || params.state !== "";
  const empty = isFiltered ? (
    <EmptyState
      kind="noMatch"
      title={t("empty.noMatch")}
      action={
        <Button onClick={() => setAddress({ q: null, state: null, page: null })}>{tCommon("clearFilters")}</Button>
      }
    />
  ) : (
    <EmptyState title={t("empty.title")} description={t("empty.description")} />
  );
  return (
    <section aria-labelledby="recent-alerts">
      <h2 id="recent-alerts" className="mb-3 text-base font-semibold">
        {t("recent")}
      </h2>
      <AlertToolbar list={list} />
      <StaleNotice query={query} />
      <Table
        caption={t("caption")}
        columns={columns}
        rows={query.data?.items ?? []}
        rowKey={({ alertId }) => String(alertId)}
        isLoading={query.isPending}
        isRefreshing={query.isFetching}
        empty={query.isError && query.data === undefined ? <ListFailed query={query} /> : empty}
      />
      <div className="mt-4">
        <Pagination page={params.page} pageSize={params.pageSize} total={query.data?.total ?? 0} {...paging} />
      </div>
    </section>
  );
}
