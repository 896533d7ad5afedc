"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { InlineMessage } from "@/components/ui/inline-message";
import { Said } from "@/components/ui/said";
import { formatBytes, formatCount } from "@/lib/format/number";
import { formatDuration } from "@/lib/format/time";
import type { RuleMetrics } from "@/lib/metrics/schemas";
import { cn } from "@/lib/view/cn";
import { ledgerLine } from "../ledger-line";
import { fetchRuleMetrics, ruleKeys } from "../rule-queries";
import { useApiErrorText } from "../use-api-error-text";
import { spoolFullInMs } from "./spool-fill";

const refetchMs = 2_000;

function Term({
  name,
  value,
  sign,
}: {
  name: keyof RuleMetrics["totals"];
  value: number;
  sign: "=" | "+" | undefined;
}) {
  const t = useTranslations("rules.detail");
  const locale = useLocale();
  const isBad = (name === "lost" || name === "deadLettered") && value > 0;
  return (
    <div
      data-sign={sign ?? ""}
      className="grid min-w-24 grid-cols-[0.75rem_1fr] gap-x-2 before:col-start-1 before:row-start-2 before:text-base before:text-fg-help before:content-[attr(data-sign)_/_'']"
      title={t(`termHelp.${name as "received"}`)}
    >
      <dt className="col-start-2 row-start-1 text-fg-secondary">{t(`term.${name as "received"}`)}</dt>
      <dd
        className={cn(
          "col-start-2 row-start-2 text-base tabular-nums",
          sign === undefined && "font-semibold",
          isBad && "text-danger-fg",
        )}
      >
        {formatCount(value, locale)}
      </dd>
    </div>
  );
}

function LedgerSum({ totals }: { totals: RuleMetrics["totals"] }) {
  const t = useTranslations("rules.detail");
  const line = ledgerLine(totals);
  return (
    <>
      <dl className="flex flex-wrap gap-x-3 gap-y-3 sm:-ml-5">
        <Term name="received" value={line.received} sign={undefined} />
        {line.terms.map((term, index) => (
          <Term key={term.name} name={term.name} value={term.value} sign={index === 0 ? "=" : "+"} />
        ))}
      </dl>
      {line.difference === 0 ? null : (
        <InlineMessage tone="error" className="mt-3">
          {t("ledgerOff", { difference: line.difference })}
        </InlineMessage>
      )}
    </>
  );
}

/** How much the disk takes, what comes then, and when at the present rate. */
function SpoolRoom({ metrics }: { metrics: RuleMetrics }) {
  const t = useTranslations("rules.detail.spool");
  const locale = useLocale();
  const { backlogBytes, backlogBytesMax } = metrics;
  if (backlogBytesMax === undefined) {
    return null;
  }
  const max = formatBytes(backlogBytesMax, locale);
  const fullInMs = spoolFullInMs(metrics);
  return (
    <>
      <li>{backlogBytes === 0 ? t("room", { max }) : t("used", { used: formatBytes(backlogBytes, locale), max })}</li>
      {fullInMs === undefined ? null : (
        <li className="font-medium text-fg">{t("fullIn", { duration: formatDuration(fullInMs, locale) })}</li>
      )}
    </>
  );
}

function BacklogLine({ metrics }: { metrics: RuleMetrics }) {
  const t = useTranslations("rules.detail");
  const locale = useLocale();
  const { backlog, backlogBytes, drainEtaSeconds, totals } = metrics;
  const bytes = formatBytes(backlogBytes, locale);
  return (
    <ul className="mt-4 flex flex-col gap-1 text-fg-secondary">
      <li>
        {totals.spooled === 0
          ? t("backlogEmpty", { count: totals.inFlight })
          : drainEtaSeconds === null
            ? t("backlogHolds", { count: backlog, bytes })
            : t("backlogEta", { count: backlog, bytes, eta: formatDuration(drainEtaSeconds * 1_000, locale) })}
      </li>
      <SpoolRoom metrics={metrics} />
      <li>{metrics.isSafeToRestart ? t("safeToRestart") : t("notSafeToRestart", { count: totals.inFlight })}</li>
      <li>
        {t("outside", {
          retried: totals.retried,
          retained: totals.skippedRetained,
          bytes: formatBytes(totals.bytes, locale),
        })}
      </li>
    </ul>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  const t = useTranslations("rules.detail");
  if (warnings.length === 0) {
    return null;
  }
  return (
    <InlineMessage tone="warning" title={t("warnings")} className="mt-4">
      <ul className="list-inside list-disc">
        {warnings.map((warning) => (
          <li key={warning}>
            <Said text={warning} />
          </li>
        ))}
      </ul>
    </InlineMessage>
  );
}

interface LedgerCardProps {
  ruleId: string;
  first: { metrics: RuleMetrics; atMs: number };
  /** Asks no more, as while the rule is being deleted. */
  isPaused: boolean;
}

/** Totals that visibly add up: every message received is in exactly one place. */
export function LedgerCard({ ruleId, first, isPaused }: LedgerCardProps) {
  const t = useTranslations("rules.detail");
  const tCommon = useTranslations("common");
  const errorText = useApiErrorText();
  const metrics = useQuery({
    queryKey: [...ruleKeys.metrics(ruleId), "totals"],
    queryFn: ({ signal }) => {
      const now = Date.now();
      const range = { from: new Date(now - 10_000).toISOString(), to: new Date(now).toISOString(), step: 10 };
      return fetchRuleMetrics(ruleId, range, signal);
    },
    refetchInterval: refetchMs,
    enabled: !isPaused,
    initialData: first.metrics,
    initialDataUpdatedAt: first.atMs,
  });
  return (
    <Card title={t("ledger")}>
      <p className="mb-3 text-fg-help">{t("ledgerHelp")}</p>
      {metrics.isError ? (
        <InlineMessage
          tone="error"
          className="mb-3"
          title={t("metricsFailed")}
          action={
            <Button size="s" onClick={() => metrics.refetch()}>
              {tCommon("retry")}
            </Button>
          }
        >
          {errorText(metrics.error)}
        </InlineMessage>
      ) : null}
      <LedgerSum totals={metrics.data.totals} />
      <BacklogLine metrics={metrics.data} />
      <Warnings warnings={metrics.data.warnings ?? []} />
    </Card>
  );
}
