"use client";

import { useTranslations } from "next-intl";
import { ListSearch } from "@/components/forms/list-view";
import { FilterSelect } from "@/components/ui/filter-select";
import { instanceStatuses, instanceTypes } from "@/lib/instances/kinds";
import type { InstanceList } from "./use-instance-list";

/** Without any tag in the region there is nothing to choose. */
function TagFilter({ list, tags }: { list: InstanceList; tags: readonly string[] }) {
  const t = useTranslations("instances");
  const { tag } = list.address;
  // A link may carry a tag that no instance has any more.
  const known = !tag || tags.includes(tag) ? tags : [tag, ...tags];
  return known.length === 0 ? null : (
    <FilterSelect
      className="w-36"
      aria-label={t("column.tags")}
      options={[{ value: "", label: t("filter.tag") }, ...known.map((value) => ({ value, label: value }))]}
      value={tag ?? ""}
      onValueChange={(value) => list.setAddress({ tag: value || null, page: null })}
    />
  );
}

export function InstanceFilters({ list, tags }: { list: InstanceList; tags: readonly string[] }) {
  const t = useTranslations("instances");
  const { address, setAddress } = list;
  return (
    <>
      <ListSearch label={t("search")} list={list} />
      <FilterSelect
        className="w-36"
        aria-label={t("column.status")}
        options={[
          { value: "", label: t("filter.status") },
          ...instanceStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
        value={address.status ?? ""}
        onValueChange={(status) => setAddress({ status: status === "" ? null : status, page: null })}
      />
      <FilterSelect
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
      <FilterSelect
        className="w-36"
        aria-label={t("column.type")}
        options={[
          { value: "", label: t("filter.type") },
          ...instanceTypes.map((value) => ({ value, label: t(`type.${value}`) })),
        ]}
        value={address.type ?? ""}
        onValueChange={(type) => setAddress({ type: type === "" ? null : type, page: null })}
      />
      <TagFilter list={list} tags={tags} />
    </>
  );
}
