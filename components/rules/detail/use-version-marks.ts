"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { formatClock } from "@/components/charts/chart-format";
import type { ChartMark } from "@/components/charts/chart-marks";
import { limits } from "@/lib/limits";
import type { Rule } from "@/lib/rules/schemas";
import { useChangeWords } from "../use-change-words";
import { ruleVersionsQuery } from "./version-queries";

const noMarks: ChartMark[] = [];

/** The newest versions of the rule as marks for its charts; each leads to the versions. */
export function useVersionMarks(rule: Rule, href: string): ChartMark[] {
  const t = useTranslations("versions");
  const words = useChangeWords();
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const versions = useQuery(ruleVersionsQuery(rule.ruleId, rule.version, 1, limits.pageSizeMax));
  const items = versions.data?.items;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the locale only
  return useMemo(
    () =>
      items === undefined
        ? noMarks
        : items.map((version) => {
            const tMs = Date.parse(version.at);
            const time = formatClock(tMs, locale, timeZone);
            return {
              id: String(version.version),
              tMs,
              label: t("number", { version: version.version }),
              text: t("mark", { version: version.version, time, change: words.change(version) }),
              href,
            };
          }),
    [items, locale, timeZone, href],
  );
}
