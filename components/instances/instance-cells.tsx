"use client";

import { useLocale, useTranslations } from "next-intl";
import { useLiveInstance, useLiveInstancePoint } from "@/components/live/use-live";
import { Tag } from "@/components/ui/tag";
import { Tooltip } from "@/components/ui/tooltip";
import { formatRate } from "@/lib/format/number";
import { cn } from "@/lib/view/cn";

/** Rates of all rules of the instance, once a second, without moving anything. */
export function LiveRateCell({ instanceId }: { instanceId: string }) {
  const t = useTranslations("instances");
  const locale = useLocale();
  useLiveInstance(instanceId);
  const point = useLiveInstancePoint(instanceId);
  const shown = (rate: number | null | undefined) =>
    rate === null || rate === undefined ? "–" : formatRate(rate, locale);
  return (
    <Tooltip content={point === undefined ? t("noRate") : t("ratesUnit")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip must be reachable by keyboard */}
      <span tabIndex={0} className="inline-block min-w-28 whitespace-nowrap tabular-nums">
        {point === undefined
          ? "–"
          : t("rates", { received: shown(point.receivedPerSecond), delivered: shown(point.deliveredPerSecond) })}
      </span>
    </Tooltip>
  );
}

const tagsShown = 2;

export function TagList({ tags, shownMax = tagsShown }: { tags: Record<string, string>; shownMax?: number }) {
  const t = useTranslations("instances");
  const all = Object.entries(tags).map(([key, value]) => (value === "" ? key : `${key}: ${value}`));
  const rest = all.slice(shownMax);
  return (
    <span className={cn("flex flex-wrap gap-1", shownMax > tagsShown ? "" : "min-w-28")}>
      {all.slice(0, shownMax).map((tag) => (
        <Tag
          key={tag}
          className={shownMax > tagsShown ? "wrap-anywhere whitespace-normal" : "inline-block max-w-40 truncate"}
        >
          {tag}
        </Tag>
      ))}
      {rest.length === 0 ? null : (
        <Tooltip content={rest.join(", ")}>
          <button
            type="button"
            aria-label={t("moreTags", { count: rest.length })}
            className="inline-flex min-h-6 items-center"
          >
            <Tag>+{rest.length}</Tag>
          </button>
        </Tooltip>
      )}
    </span>
  );
}
