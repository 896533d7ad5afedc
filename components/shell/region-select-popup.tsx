"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import type { ReactElement } from "react";
import { itemClassName } from "@/components/ui/control-styles";
import { useOpenAtFirst } from "@/components/ui/late-trigger";
import { type RegionGroup, type RegionId, regionGroups, regions } from "@/lib/regions";
import { regionSwitchHref } from "@/lib/view/region-switch-href";
import type { RegionSelectProps } from "./region-select";
import { savePreference } from "./save-preference";

export interface RegionSelectPopupProps extends RegionSelectProps {
  trigger: ReactElement;
}

interface RegionItem {
  value: RegionId;
  label: string;
  count: number;
}
interface RegionItems {
  value: RegionGroup;
  items: RegionItem[];
}

function RegionPopup() {
  const t = useTranslations("shell");
  return (
    <Base.Popup
      aria-label={t("region")}
      className="flex max-h-[min(28rem,var(--available-height))] w-80 max-w-[calc(100vw-1rem)] flex-col rounded-xs border border-line bg-bg-popup text-xs text-fg shadow-2 outline-none"
    >
      <div className="relative border-b border-line p-2">
        <Search aria-hidden className="pointer-events-none absolute top-4 left-4.5 size-4 text-fg-help" />
        <Base.Input
          placeholder={t("searchRegion")}
          aria-label={t("searchRegion")}
          className="h-8 w-full rounded-xs border border-control-line bg-bg pr-2 pl-8 focus:outline-2 focus:outline-offset-0 focus:outline-focus"
        />
      </div>
      <Base.Empty>
        <span className="block px-3 py-3 text-fg-help">{t("noRegion")}</span>
      </Base.Empty>
      <Base.List className="overflow-y-auto py-1 data-empty:py-0">
        {(group: RegionItems) => (
          <Base.Group key={group.value} items={group.items}>
            <Base.GroupLabel className="px-3 pt-2 pb-1 text-fg-help">{t(`regionGroup.${group.value}`)}</Base.GroupLabel>
            <Base.Collection>
              {(item: RegionItem) => (
                <Base.Item key={item.value} value={item} className={itemClassName}>
                  <span className="min-w-0 flex-1">
                    {item.label} <span className="block font-mono text-fg-help">{item.value}</span>
                  </span>
                  <span className="text-fg-help tabular-nums">{t("instanceCount", { count: item.count })}</span>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-3.5 text-link" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.Collection>
          </Base.Group>
        )}
      </Base.List>
    </Base.Popup>
  );
}

/** Opens as soon as it is there: see `RegionSelect`. */
export function RegionSelectPopup({ trigger, regionId, counts }: RegionSelectPopupProps) {
  const triggerRef = useOpenAtFirst();
  const locale = useLocale();
  const pathname = usePathname();
  const router = useRouter();
  const toItem = (region: (typeof regions)[number]): RegionItem => ({
    value: region.id,
    label: locale === "zh-CN" ? region.zh : region.en,
    count: counts[region.id] ?? 0,
  });
  const items: RegionItems[] = regionGroups.map((group) => ({
    value: group,
    items: regions.filter((region) => region.group === group).map(toItem),
  }));
  const current = regions.filter((region) => region.id === regionId).map(toItem)[0] ?? null;
  function handleChange(item: RegionItem | null) {
    if (item !== null && item.value !== regionId) {
      savePreference("region", item.value);
      router.push(regionSwitchHref(pathname, item.value));
    }
  }
  return (
    <Base.Root
      items={items}
      autoHighlight
      value={current}
      onValueChange={handleChange}
      itemToStringLabel={(item) => `${item.label} ${item.value}`}
      isItemEqualToValue={(left, right) => left.value === right.value}
    >
      <Base.Trigger ref={triggerRef} render={trigger} />
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={6} collisionPadding={8} className="z-(--z-popup)">
          <RegionPopup />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
