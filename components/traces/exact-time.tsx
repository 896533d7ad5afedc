"use client";

import { useTimeZone } from "next-intl";
import { formatDateTime, isoOf } from "@/lib/format/time";

/** Date and time to the millisecond, in the reader's zone. */
export function ExactTime({ value }: { value: string | number }) {
  const timeZone = useTimeZone() ?? "UTC";
  const iso = isoOf(value);
  return (
    <time dateTime={iso} title={`${iso} · ${timeZone}`} className="whitespace-nowrap tabular-nums">
      {formatDateTime(iso, timeZone)}.{iso.slice(20, 23)}
    </time>
  );
}
