"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { type FirstPage, useListPage } from "@/components/forms/use-list-page";
import { useLiveInstance } from "@/components/live/use-live";
import type { FilterChip } from "@/components/ui/filter-chips";
import type { Rule } from "@/lib/rules/schemas";
import { toPageSize } from "@/lib/view/list-params";
import { ruleListParams } from "./rule-list-params";
import { listRulesQuery, type RuleListParams } from "./rule-queries";

export interface RuleListOptions {
  instanceId: string;
  first: FirstPage<RuleListParams, Rule>;
  rememberedPageSize: number;
}

/** The page of rules that the address asks for, with live figures for what is shown. */
export function useRuleList({ instanceId, first, rememberedPageSize }: RuleListOptions) {
  const [address, setAddress] = useQueryStates(ruleListParams);
  const params: RuleListParams = {
    q: address.q,
    type: address.type ?? "",
    status: address.status ?? "",
    state: address.state ?? "",
    sort: address.sort,
    page: address.page,
    pageSize: toPageSize(address.size, rememberedPageSize),
  };
  const list = useListPage({ options: listRulesQuery(instanceId, params), params, setAddress, first });
  useLiveInstance(
    instanceId,
    (list.query.data?.items ?? []).map((rule) => rule.ruleId),
  );
  return { ...list, address };
}

export type RuleList = ReturnType<typeof useRuleList>;

export function useRuleChips({ address, setAddress }: RuleList): { chips: FilterChip[]; clearAll: () => void } {
  const t = useTranslations("rules.list");
  const tCommon = useTranslations("common");
  const chips: FilterChip[] = [];
  const add = (id: "status" | "state" | "type", name: string, value: string) =>
    chips.push({
      id,
      label: tCommon("filterValue", { name, value }),
      onRemove: () => void setAddress({ [id]: null, page: null }),
    });
  if (address.status !== null) {
    add("status", t("filterStatus"), t(address.status));
  }
  if (address.state !== null) {
    add("state", t("filterState"), tCommon(`state.${address.state}`));
  }
  if (address.type !== null) {
    add("type", t("filterType"), tCommon(`ruleType.${address.type}`));
  }
  return {
    chips,
    clearAll: () => void setAddress({ q: null, status: null, state: null, type: null, page: null }),
  };
}
