"use client";

import { useTranslations } from "next-intl";
import { InlineMessage } from "@/components/ui/inline-message";
import type { TraceSampling } from "@/lib/traces/schemas";

/** How much of what happened is shown here: a message that is not in the list may just not have been recorded. */
export function SamplingNote({ kind, sampling }: { kind: "messages" | "devices"; sampling: TraceSampling }) {
  const t = useTranslations("traces.sampling");
  const { seen, recorded, perSecondMax, burst, keptDays, rowsMax } = sampling;
  const bounds = t("bounds", { days: keptDays, rows: rowsMax });
  if (perSecondMax === 0) {
    return (
      <InlineMessage tone="warning" className="mb-3">
        {t("off")}
      </InlineMessage>
    );
  }
  const isWhole = recorded >= seen;
  const text = isWhole
    ? t(`${kind}.whole`, { seen })
    : t(`${kind}.part`, { seen, recorded, oneIn: Math.max(1, Math.round(seen / Math.max(1, recorded))) });
  return (
    <InlineMessage tone={isWhole ? "info" : "warning"} className="mb-3">
      <p>{text}</p>
      <p className="text-fg-secondary">
        {t(`${kind}.rate`, { burst, perSecond: perSecondMax })} {bounds}
      </p>
    </InlineMessage>
  );
}
