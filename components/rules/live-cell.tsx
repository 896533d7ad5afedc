"use client";

import { useLocale, useTranslations } from "next-intl";
import { useLiveRule } from "@/components/live/use-live";
import { formatCount, formatRate } from "@/lib/format/number";

export type LiveFigure = "in" | "out" | "lag" | "errors";

/** One live figure of a rule; its width is fixed by the column, so that nothing moves as it changes. */
export function LiveCell({ ruleId, figure }: { ruleId: string; figure: LiveFigure }) {
  const t = useTranslations("rules.list");
  const locale = useLocale();
  const point = useLiveRule(ruleId);
  const value = {
    in: point?.receivedPerSecond,
    out: point?.deliveredPerSecond,
    lag: point?.backlog,
    errors: point?.errors,
  }[figure];
  if (value === undefined || value === null) {
    return <span className="text-fg-help">{t("notShown")}</span>;
  }
  const isRate = figure === "in" || figure === "out";
  return (
    <span className={figure === "errors" && value > 0 ? "text-danger-fg" : ""}>
      {isRate ? formatRate(value, locale) : formatCount(value, locale)}
    </span>
  );
}
