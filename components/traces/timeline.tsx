"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatLatency } from "@/lib/format/latency";
import { cn } from "@/lib/view/cn";
import { ExactTime } from "./exact-time";
import type { Hop, HopKind } from "./prepare-timeline";

const dots: Partial<Record<HopKind, string>> = {
  stored: "bg-status-ok",
  acknowledged: "bg-status-ok",
  spooled: "bg-status-warn",
  waiting: "bg-status-warn",
  deadLettered: "bg-status-err",
  lost: "bg-status-err",
  returned: "bg-status-off",
};

/** The hops one below the other, with how long each took. */
export function Timeline({ hops, details }: { hops: readonly Hop[]; details: Partial<Record<HopKind, ReactNode>> }) {
  const t = useTranslations("traces");
  const locale = useLocale();
  return (
    <ol aria-label={t("hop.label")}>
      {hops.map(({ kind, atMs, sinceLastMs }, index) => (
        <li key={kind} className="relative flex gap-3 pb-4 last:pb-0">
          {index < hops.length - 1 ? (
            <span aria-hidden className="absolute top-4 bottom-0 left-1.25 w-px bg-line-strong" />
          ) : null}
          <span aria-hidden className={cn("mt-1 size-2.75 shrink-0 rounded-full", dots[kind] ?? "bg-primary")} />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="text-sm font-semibold">{t(`hop.${kind}`)}</span>
              {atMs === null ? null : <ExactTime value={atMs} />}
              {sinceLastMs === null ? null : (
                <span className="text-fg-secondary tabular-nums">
                  {t("hop.after", { latency: formatLatency(sinceLastMs, locale) })}
                </span>
              )}
            </p>
            {details[kind] === undefined ? null : <div className="mt-1 text-fg-secondary">{details[kind]}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
