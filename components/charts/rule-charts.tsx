"use client";

import { Pause, Play, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useMemo, useRef, useState } from "react";
import { getLiveClient } from "@/components/live/live-client";
import { LiveStateBadge } from "@/components/live/live-state-badge";
import { useLiveInstance } from "@/components/live/use-live";
import { Button } from "@/components/ui/button";
import { InlineMessage } from "@/components/ui/inline-message";
import type { ChartSeries, ChartSource } from "./chart-data";
import { ChartFigure } from "./chart-figure";
import type { ChartMark } from "./chart-marks";
import { chartRanges, isLiveRange, type RangeChoice, rangeMs } from "./chart-range";
import { createFixedSource } from "./fixed-source";
import { createLiveSource } from "./live-source";
import { preparePartial } from "./prepare-partial";
import { RangePicker } from "./range-picker";
import { type RuleHistory, useRuleHistory } from "./use-rule-history";

const rangeParams = {
  range: parseAsStringLiteral(chartRanges).withDefault("live5m"),
  from: parseAsInteger,
  to: parseAsInteger,
};

/** Column indexes in the order of `historyColumns`. */
const charts = [
  { key: "throughput", columns: [0, 1] },
  { key: "backlog", columns: [2] },
  { key: "latency", columns: [3, 4] },
] as const;

function useSeries(): Record<(typeof charts)[number]["key"], ChartSeries[]> {
  const t = useTranslations("charts.series");
  return useMemo(
    () => ({
      throughput: [
        { key: "received", label: t("received"), unit: "messagesPerSecond", tone: 1 },
        { key: "delivered", label: t("delivered"), unit: "messagesPerSecond", tone: 2, dash: [6, 3] },
      ],
      backlog: [{ key: "backlog", label: t("backlog"), unit: "messages", tone: 6 }],
      latency: [
        { key: "p50", label: t("p50"), unit: "milliseconds", tone: 3 },
        { key: "p99", label: t("p99"), unit: "milliseconds", tone: 5, dash: [6, 3] },
      ],
    }),
    [t],
  );
}

function fixedSource(history: RuleHistory, columns: readonly number[]): ChartSource {
  return createFixedSource({
    tMs: history.columns.tMs,
    columns: columns.map((column) => history.columns.columns[column] ?? []),
    fromMs: history.fromMs,
    toMs: history.toMs,
    partialTMs: preparePartial(history.columns.tMs, history.stepMs, history.toMs),
  });
}

function useSources(ruleId: string, choice: RangeChoice, history: RuleHistory | undefined): ChartSource[] {
  const latestHistory = useRef(history);
  latestHistory.current = history;
  const isLive = isLiveRange(choice.range);
  const liveMs = choice.range === "live15m" ? rangeMs.live15m : rangeMs.live5m;
  const live = useMemo(
    () =>
      charts.map(({ columns }) =>
        createLiveSource({
          track: () => getLiveClient().hub.store.rule(ruleId),
          columns,
          windowMs: liveMs,
          history: () => latestHistory.current?.columns,
        }),
      ),
    [ruleId, liveMs],
  );
  const fixed = useMemo(
    () => (history === undefined ? undefined : charts.map(({ columns }) => fixedSource(history, columns))),
    [history],
  );
  return isLive || fixed === undefined ? live : fixed;
}

export interface RuleChartsProps {
  ruleId: string;
  instanceId: string;
  /** Drawn in the first chart. */
  marks?: { label: string; items: readonly ChartMark[] };
}

/** Throughput, backlog and latency of one rule over a chosen window; cursors move together, a drag zooms all three. */
export function RuleCharts({ ruleId, instanceId, marks }: RuleChartsProps) {
  const t = useTranslations("charts");
  const [params, setParams] = useQueryStates(rangeParams, { history: "replace" });
  const [isPaused, setIsPaused] = useState(false);
  const [beforeZoom, setBeforeZoom] = useState<RangeChoice>();
  useLiveInstance(instanceId, [ruleId]);
  const choice: RangeChoice = { range: params.range, fromMs: params.from, toMs: params.to };
  const history = useRuleHistory(ruleId, choice);
  const series = useSeries();
  const sources = useSources(ruleId, choice, history.data);
  const isLive = isLiveRange(choice.range);

  useEffect(() => {
    if (!isLive) {
      setIsPaused(false);
    }
  }, [isLive]);

  function choose(next: RangeChoice) {
    setParams({ range: next.range, from: next.fromMs, to: next.toMs }).catch(() => undefined);
  }
  function handleZoom(fromMs: number, toMs: number) {
    setBeforeZoom(beforeZoom ?? choice);
    choose({ range: "custom", fromMs: Math.floor(fromMs), toMs: Math.ceil(toMs) });
  }
  function handleResetZoom() {
    if (beforeZoom !== undefined) {
      choose(beforeZoom);
      setBeforeZoom(undefined);
    }
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2" data-print="hide">
        <RangePicker
          choice={choice}
          onChoose={(next) => {
            setBeforeZoom(undefined);
            choose(next);
          }}
        />
        {beforeZoom === undefined ? null : (
          <Button icon={<RotateCcw aria-hidden className="size-3.5" />} onClick={handleResetZoom}>
            {t("resetZoom")}
          </Button>
        )}
        {isLive ? (
          <>
            <Button
              icon={isPaused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
              aria-pressed={isPaused}
              onClick={() => setIsPaused(!isPaused)}
            >
              {isPaused ? t("resume") : t("pause")}
            </Button>
            <LiveStateBadge isPaused={isPaused} />
          </>
        ) : (
          <Button onClick={() => choose({ range: "live5m", fromMs: null, toMs: null })}>{t("goLive")}</Button>
        )}
      </div>
      {history.isError ? (
        <InlineMessage
          tone="error"
          action={
            <Button size="s" onClick={() => history.refetch()}>
              {t("retry")}
            </Button>
          }
        >
          {t("historyFailed")}
        </InlineMessage>
      ) : null}
      <div className="grid gap-6 lg:grid-cols-2">
        {charts.map((chart, index) => {
          const source = sources[index];
          return source === undefined ? null : (
            <div key={chart.key} className={chart.key === "throughput" ? "lg:col-span-2" : ""}>
              <ChartFigure
                title={t(chart.key)}
                series={series[chart.key]}
                source={source}
                syncKey={`rule-${ruleId}`}
                isPaused={isPaused}
                {...(marks !== undefined && chart.key === "throughput" ? { marks } : {})}
                isLoading={history.isPending && !isLive}
                onZoom={handleZoom}
                onResetZoom={handleResetZoom}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
