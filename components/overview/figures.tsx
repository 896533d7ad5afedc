"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StatusDot } from "@/components/ui/status-dot";
import { formatBytes, formatCount, formatRate } from "@/lib/format/number";
import type { Overview } from "@/lib/overview/schemas";

function Tile({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <li className="min-w-0 rounded-sm border border-line bg-bg-card p-3">
      <p className="text-fg-secondary">{label}</p>
      <p className="my-1 text-xl font-medium wrap-anywhere tabular-nums">{value}</p>
      {note === undefined ? null : <p className="text-fg-secondary tabular-nums">{note}</p>}
    </li>
  );
}

/** What passes through all rules now, what waits, and whether a restart would touch anything that is in memory only. */
export function Figures({ overview }: { overview: Overview }) {
  const t = useTranslations("overview.figure");
  const locale = useLocale();
  const { rates, backlog, isSafeToRestart, health } = overview;
  const isKnown = health.runtime.state === "up";
  const rate = (value: number) => (isKnown ? t("perSecond", { value: formatRate(value, locale) }) : t("unknown"));
  return (
    <ul aria-label={t("label")} className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile label={t("received")} value={rate(rates.receivedPerSecond)} note={t("allRules")} />
      <Tile label={t("delivered")} value={rate(rates.deliveredPerSecond)} note={t("allRules")} />
      <Tile
        label={t("backlog")}
        value={isKnown ? t("messages", { count: formatCount(backlog.messages, locale) }) : t("unknown")}
        note={isKnown ? t("onDisk", { bytes: formatBytes(backlog.bytes, locale) }) : undefined}
      />
      <Tile
        label={t("restart")}
        value={
          <StatusDot tone={isSafeToRestart ? "ok" : "warn"} className="whitespace-normal">
            {isKnown ? t(isSafeToRestart ? "safe" : "notSafe") : t("unknown")}
          </StatusDot>
        }
        note={isKnown ? t("inMemory", { count: backlog.inFlight }) : t("runtimeDown")}
      />
    </ul>
  );
}
