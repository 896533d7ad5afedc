"use client";

import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { StatusDot, type StatusTone } from "@/components/ui/status-dot";
import { formatBytes } from "@/lib/format/number";
import type { Overview } from "@/lib/overview/schemas";

const parts = ["mqtt", "rocketmqNameServer", "rocketmqBroker", "rocketmq5NameServer", "rocketmq5Broker"] as const;
const states = ["up", "down", "starting", "running", "restarting", "unhealthy", "failed", "stopped"] as const;
type PartState = (typeof states)[number];

const tones: Record<PartState, StatusTone> = {
  up: "ok",
  running: "ok",
  starting: "busy",
  restarting: "warn",
  unhealthy: "err",
  down: "err",
  failed: "err",
  stopped: "off",
};

function PartLine({ name, state, detail }: { name: string; state: string; detail?: string | undefined }) {
  const t = useTranslations("overview");
  const known = states.find((one) => one === state);
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line py-2 last:border-0">
      <dt>{name}</dt>
      <dd className="ml-auto min-w-0 text-right">
        <StatusDot tone={known === undefined ? "warn" : tones[known]}>
          {known === undefined ? state : t(`partState.${known}`)}
        </StatusDot>
        {detail === undefined || detail === "" ? null : <p className="break-words text-fg-secondary">{detail}</p>}
      </dd>
    </div>
  );
}

/** Console, runtime and embedded parts, each with what it last said. */
export function HealthCard({ overview }: { overview: Overview }) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { health, process } = overview;
  const load =
    process === undefined
      ? undefined
      : t("health.load", {
          memory: formatBytes(process.rssBytes, locale),
          cpu: process.cpuPercent / 100,
          delay: process.eventLoopDelayP99Ms,
        });
  const nameOf = (part: string) => {
    const known = parts.find((one) => one === part);
    return known === undefined ? part : t(`part.${known}`);
  };
  return (
    <section aria-label={t("health.title")} className="min-w-0">
      <Card title={t("health.title")} className="h-full">
        <dl>
          <PartLine name={t("part.console")} state="up" detail={t("health.version", { version: health.version })} />
          <PartLine name={t("part.runtime")} state={health.runtime.state} detail={load} />
          {Object.entries(health.embedded).map(([part, { state, detail }]) => (
            <PartLine key={part} name={nameOf(part)} state={state} detail={detail} />
          ))}
        </dl>
      </Card>
    </section>
  );
}
