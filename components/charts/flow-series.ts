import type { useTranslations } from "next-intl";
import type { ChartSeries } from "./chart-data";

/** Throughput, backlog and failed sends look alike wherever they are drawn. */
export function flowSeries(t: ReturnType<typeof useTranslations<"charts.series">>) {
  const throughput: ChartSeries[] = [
    { key: "received", label: t("received"), unit: "messagesPerSecond", tone: 1 },
    { key: "delivered", label: t("delivered"), unit: "messagesPerSecond", tone: 2, dash: [6, 3] },
  ];
  const backlog: ChartSeries[] = [{ key: "backlog", label: t("backlog"), unit: "messages", tone: 6 }];
  const failedSends: ChartSeries[] = [{ key: "errors", label: t("failedSends"), unit: "sendsPerSecond", tone: 2 }];
  return { throughput, backlog, failedSends };
}
