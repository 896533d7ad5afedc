"use client";

import { Pause, Play, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LiveStateBadge } from "@/components/live/live-state-badge";
import { Button } from "@/components/ui/button";
import { RangePicker } from "./range-picker";
import type { ChartWindow } from "./use-chart-window";

/** Range, zoom and live or paused, for all charts of a page. */
export function ChartToolbar({ view, children }: { view: ChartWindow; children?: ReactNode }) {
  const t = useTranslations("charts");
  const { isLive, isPaused } = view;
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="hide">
      <RangePicker choice={view.choice} onChoose={view.choose} />
      {view.isZoomed ? (
        <Button icon={<RotateCcw aria-hidden className="size-3.5" />} onClick={view.resetZoom}>
          {t("resetZoom")}
        </Button>
      ) : null}
      {isLive ? (
        <>
          <Button
            icon={isPaused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
            aria-pressed={isPaused}
            onClick={view.togglePause}
          >
            {isPaused ? t("resume") : t("pause")}
          </Button>
          <LiveStateBadge isPaused={isPaused} />
        </>
      ) : (
        <Button onClick={view.goLive}>{t("goLive")}</Button>
      )}
      {children}
    </div>
  );
}
