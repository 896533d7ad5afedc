"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { usePaging } from "@/components/forms/use-list-state";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { useLiveInstance } from "@/components/live/use-live";
import type { FilterChip } from "@/components/ui/filter-chips";
import type { Page } from "@/lib/pages";
import type { Rule } from "@/lib/rules/schemas";
import { isSameParams } from "@/lib/view/is-same-params";
import { toPageSize } from "@/lib/view/list-params";
import { ruleListParams } from "./rule-list-params";
import { listRulesQuery, type RuleListParams } from "./rule-queries";

export interface RuleListOptions {
  instanceId: string;
  first: { params: RuleListParams; data: Page<Rule>; atMs: number };
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
  const query = useQuery({
    ...listRulesQuery(instanceId, params),
    ...(isSameParams(params, first.params) ? { initialData: first.data, initialDataUpdatedAt: first.atMs } : {}),
  });
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  useLiveInstance(
    instanceId,
    (query.data?.items ?? []).map((rule) => rule.ruleId),
  );
  return { address, setAddress, params, query, paging };
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
