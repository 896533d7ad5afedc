"use client";

import { useLocale, useTimeZone } from "next-intl";
import { useState } from "react";
import { formatDateTime, formatRelative, isoOf } from "@/lib/format/time";
import { Tooltip } from "./tooltip";

export interface TimeProps {
  /** ISO 8601 or epoch milliseconds. */
  value: string | number;
  /** `relative` says "3 min ago" and needs `nowMs`. */
  nowMs?: number;
}

/** Made when the tooltip opens, in the browser alone: so the moment is the reader's. */
function TimeTooltip({ iso, text }: { iso: string; text: string }) {
  const locale = useLocale();
  const [nowMs] = useState(() => Date.now());
  return (
    <>
      <span className="block">{formatRelative(iso, nowMs, locale)}</span>
      <span className="block font-mono">
        {text}
        <br />
        {iso}
      </span>
    </>
  );
}

/** Local date and time; the tooltip has it relative, by zone and by ISO, so that it is never ambiguous. */
export function Time({ value, nowMs }: TimeProps) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const iso = isoOf(value);
  const text = formatDateTime(iso, timeZone);
  return (
    <Tooltip content={<TimeTooltip iso={iso} text={`${text} ${timeZone}`} />}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip must be reachable by keyboard */}
      <time dateTime={iso} tabIndex={0} className="whitespace-nowrap tabular-nums">
        {nowMs === undefined ? text : formatRelative(iso, nowMs, locale)}
      </time>
    </Tooltip>
  );
}
