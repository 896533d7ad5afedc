"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { type FirstPage, useListPage } from "@/components/forms/use-list-page";
import type { FilterChip } from "@/components/ui/filter-chips";
import type { Instance } from "@/lib/instances/schemas";
import { instanceListParams, toPageSize } from "@/lib/view/list-params";
import { type InstanceListParams, listInstancesQuery } from "./instance-queries";

export interface InstanceListOptions {
  regionId: Instance["regionId"];
  first: FirstPage<InstanceListParams, Instance>;
  rememberedPageSize: number;
}

/** The page of instances that the address asks for. */
export function useInstanceList({ regionId, first, rememberedPageSize }: InstanceListOptions) {
  const [address, setAddress] = useQueryStates(instanceListParams);
  const params: InstanceListParams = {
    regionId,
    q: address.q,
    status: address.status ?? "",
    broker: address.broker ?? "",
    type: address.type ?? "",
    tag: address.tag ?? "",
    sort: address.sort,
    page: address.page,
    pageSize: toPageSize(address.size, rememberedPageSize),
  };
  const list = useListPage({ options: listInstancesQuery(params), params, setAddress, first });
  return { ...list, address };
}

export type InstanceList = ReturnType<typeof useInstanceList>;

export function useInstanceChips({ address, setAddress }: InstanceList): { chips: FilterChip[]; clearAll: () => void } {
  const t = useTranslations("instances");
  const tCommon = useTranslations("common");
  const chips: FilterChip[] = [];
  const add = (id: "status" | "broker" | "type" | "tag", name: string, value: string) =>
    chips.push({
      id,
      label: tCommon("filterValue", { name, value }),
      onRemove: () => void setAddress({ [id]: null, page: null }),
    });
  if (address.status !== null) {
    add("status", t("column.status"), t(`status.${address.status}`));
  }
  if (address.broker !== null) {
    add("broker", t("column.broker"), t(`broker.${address.broker}`));
  }
  if (address.type !== null) {
    add("type", t("column.type"), t(`type.${address.type}`));
  }
  if (address.tag) {
    add("tag", t("column.tags"), address.tag);
  }
  const clearAll = () => void setAddress({ q: null, status: null, broker: null, type: null, tag: null, page: null });
  return { chips, clearAll };
}
