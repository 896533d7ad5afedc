"use client";

import { useTranslations } from "next-intl";
import { StatusDot, type StatusTone } from "@/components/ui/status-dot";
import { Tooltip } from "@/components/ui/tooltip";
import type { ShownLiveState } from "./live-state";
import { useLiveState } from "./use-live";

const tones: Record<ShownLiveState["kind"], StatusTone> = {
  idle: "off",
  connecting: "busy",
  live: "ok",
  reconnecting: "warn",
  polling: "warn",
  delayed: "warn",
  paused: "off",
  offline: "err",
};

/** How fresh the numbers on this page are; `isPaused` when the person stopped the view. */
export function LiveStateBadge({ isPaused = false }: { isPaused?: boolean }) {
  const t = useTranslations("charts.live");
  const { state, nowMs } = useLiveState();
  const shown: ShownLiveState = isPaused ? { kind: "paused" } : state;
  const seconds =
    shown.kind === "reconnecting"
      ? Math.max(0, Math.ceil((shown.retryAtMs - nowMs) / 1_000))
      : shown.kind === "delayed"
        ? Math.round((nowMs - shown.lastSampleAtMs) / 1_000)
        : 0;
  return (
    <>
      <Tooltip content={t(`explain.${shown.kind}`)}>
        <button type="button" className="inline-flex min-h-6 items-center lg:min-w-24 tabular-nums">
          <StatusDot tone={tones[shown.kind]}>{t(shown.kind, { seconds })}</StatusDot>
        </button>
      </Tooltip>
      {/* The kind alone: a countdown would be read out each second. */}
      <span role="status" className="sr-only">
        {shown.kind === "live" || shown.kind === "connecting" || shown.kind === "idle"
          ? ""
          : t(`explain.${shown.kind}`)}
      </span>
    </>
  );
}
