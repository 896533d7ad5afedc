"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { ListEmpty, ListSearch, ListView } from "@/components/forms/list-view";
import { type FirstPage, useListPage } from "@/components/forms/use-list-page";
import { FilterSelect } from "@/components/ui/filter-select";
import { alertStates } from "@/lib/alerts/kinds";
import type { Alert } from "@/lib/alerts/schemas";
import { alertListParams, toPageSize } from "@/lib/view/list-params";
import { useAlertColumns } from "./alert-columns";
import { type AlertListParams, listAlertsQuery } from "./alert-queries";

export interface AlertsSectionProps {
  regionId: string;
  first: FirstPage<AlertListParams, Alert>;
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
  return useListPage({ options: listAlertsQuery(params), params, setAddress, first });
}

type AlertList = ReturnType<typeof useAlertList>;

function AlertFilters({ list }: { list: AlertList }) {
  const t = useTranslations("alerts");
  const options = alertStates.map((state) => ({ value: state as string, label: t(`state.${state}`) }));
  return (
    <>
      <ListSearch label={t("search")} list={list} />
      <FilterSelect
        className="w-36"
        aria-label={t("state.label")}
        options={[{ value: "", label: t("state.all") }, ...options]}
        value={list.params.state}
        onValueChange={(value) =>
          list.setAddress({ state: alertStates.find((state) => state === value) ?? null, page: null })
        }
      />
    </>
  );
}

/** What began and what is over, newest first. */
export function AlertsSection(props: AlertsSectionProps) {
  const t = useTranslations("alerts");
  const list = useAlertList(props);
  const columns = useAlertColumns(props.regionId);
  return (
    <section aria-labelledby="recent-alerts">
      <h2 id="recent-alerts" className="mb-3 text-base font-semibold">
        {t("recent")}
      </h2>
      <ListView
        name="alerts"
        list={list}
        caption={t("caption")}
        columns={columns}
        rowKey={({ alertId }) => String(alertId)}
        filters={<AlertFilters list={list} />}
        empty={
          <ListEmpty
            isFiltered={list.params.q !== "" || list.params.state !== ""}
            onClear={() => list.setAddress({ q: null, state: null, page: null })}
            noMatch={t("empty.noMatch")}
            title={t("empty.title")}
            description={t("empty.description")}
          />
        }
      />
    </section>
  );
}
