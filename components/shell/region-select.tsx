"use client";

import { ChevronDown, MapPin } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { createLatePart } from "@/components/ui/late-part";
import { useLateTrigger } from "@/components/ui/late-trigger";
import { type RegionId, regions } from "@/lib/regions";
import type { RegionSelectPopupProps } from "./region-select-popup";

export interface RegionSelectProps {
  regionId: RegionId;
  counts: Record<string, number>;
}

const latePopup = createLatePart<RegionSelectPopupProps>(
  async () => (await import("./region-select-popup")).RegionSelectPopup,
);

/** Searchable; switching keeps the kind of page and drops what belongs to the old region. */
export function RegionSelect(props: RegionSelectProps) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const region = regions.find(({ id }) => id === props.regionId);
  const name = region === undefined ? props.regionId : locale === "zh-CN" ? region.zh : region.en;
  const trigger = (
    <button
      type="button"
      aria-label={t("regionNamed", { name })}
      className="flex h-8 max-w-48 min-w-0 items-center gap-1.5 rounded-xs px-2 text-fg-secondary hover:bg-bg-subtle hover:text-link"
    >
      <MapPin aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">{name}</span>
      <ChevronDown aria-hidden className="size-3.5 shrink-0" />
    </button>
  );
  const { Part, resting } = useLateTrigger(latePopup, trigger, "listbox");
  return Part === undefined ? resting : <Part trigger={trigger} {...props} />;
}
