"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { getLiveClient } from "@/components/live/live-client";
import { LiveStateBadge } from "@/components/live/live-state-badge";
import { useLiveInstance } from "@/components/live/use-live";
import type { ChartSeries } from "./chart-data";
import { ChartFigure } from "./chart-figure";
import { createLiveSource } from "./live-source";

const windowMs = 5 * 60_000;

/** Received and delivered messages a second of all rules of one instance, over the last five minutes. */
export function LiveThroughput({ instanceId }: { instanceId: string }) {
  const t = useTranslations("charts");
  useLiveInstance(instanceId);
  const series = useMemo<ChartSeries[]>(
    () => [
      { key: "received", label: t("series.received"), unit: "messagesPerSecond", tone: 1 },
      { key: "delivered", label: t("series.delivered"), unit: "messagesPerSecond", tone: 2, dash: [6, 3] },
    ],
    [t],
  );
  const source = useMemo(
    () =>
      createLiveSource({
        track: () => getLiveClient().hub.store.instance(instanceId),
        columns: [0, 1],
        windowMs,
        history: () => undefined,
      }),
    [instanceId],
  );
  return (
    <div>
      <div className="mb-2">
        <LiveStateBadge />
      </div>
      <ChartFigure title={t("throughput")} series={series} source={source} size="s" />
    </div>
  );
}
