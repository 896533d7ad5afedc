"use client";

import { useTranslations } from "next-intl";
import { FilterSelect } from "@/components/ui/filter-select";
import { SearchInput } from "@/components/ui/search-input";
import { ruleStatuses, ruleTypes } from "@/lib/rules/kinds";
import { ruleStates } from "@/lib/rules/states";
import type { RuleList } from "./use-rule-list";

export function RuleFilters({ list }: { list: RuleList }) {
  const t = useTranslations("rules.list");
  const tCommon = useTranslations("common");
  const { address, setAddress } = list;
  const all = (name: string) => ({
    value: "" as const,
    label: tCommon("filterValue", { name, value: tCommon("all") }),
  });
  return (
    <>
      <SearchInput
        className="w-full sm:w-48"
        label={t("search")}
        value={address.q}
        onSearch={(q) => setAddress({ q: q || null, page: null })}
      />
      <FilterSelect
        className="w-36"
        aria-label={t("filterType")}
        options={[all(t("filterType")), ...ruleTypes.map((value) => ({ value, label: tCommon(`ruleType.${value}`) }))]}
        value={address.type ?? ""}
        onValueChange={(type) => setAddress({ type: type === "" ? null : type, page: null })}
      />
      <FilterSelect
        className="w-32"
        aria-label={t("filterStatus")}
        options={[all(t("filterStatus")), ...ruleStatuses.map((value) => ({ value, label: t(value) }))]}
        value={address.status ?? ""}
        onValueChange={(status) => setAddress({ status: status === "" ? null : status, page: null })}
      />
      <FilterSelect
        className="w-32"
        aria-label={t("filterState")}
        options={[all(t("filterState")), ...ruleStates.map((value) => ({ value, label: tCommon(`state.${value}`) }))]}
        value={address.state ?? ""}
        onValueChange={(state) => setAddress({ state: state === "" ? null : state, page: null })}
      />
    </>
  );
}
