"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { apiRequest } from "../api-request";

const observedMax = 10;

/** What the runtime saw published under a topic. The payload sample is not asked for. */
const Observed = z.object({
  items: z.array(z.object({ topic: z.string(), ratePerSecond: z.number(), lastSeenMs: z.number() })),
});

/** Live evidence that the chosen topic carries messages. Shows nothing where nobody can tell (an external broker). */
export function ObservedSubtopics({ instanceId, topic }: { instanceId: string; topic: string }) {
  const t = useTranslations("rules.wizard");
  const observed = useQuery({
    queryKey: ["observed-topics", instanceId, topic],
    queryFn: ({ signal }) =>
      apiRequest(
        `/instances/${encodeURIComponent(instanceId)}/topics/${encodeURIComponent(topic)}/subtopics`,
        Observed,
        { signal },
      ),
    enabled: topic !== "",
    refetchInterval: 3_000,
    retry: false,
  });
  if (topic === "" || !observed.isSuccess) {
    return null;
  }
  const items = observed.data.items.slice(0, observedMax);
  if (items.length === 0) {
    return <p className="text-fg-help">{t("observedNone", { topic })}</p>;
  }
  return (
    <section aria-label={t("observedTitle", { topic })} className="rounded-sm border border-line p-3">
      <h3 className="mb-2 font-semibold">{t("observedTitle", { topic })}</h3>
      <ul className="flex flex-col gap-1">
        {items.map((item) => (
          <li key={item.topic} className="flex justify-between gap-4">
            <span className="min-w-0 font-mono break-all">{item.topic}</span>
            <span className="shrink-0 tabular-nums text-fg-secondary">
              {item.ratePerSecond.toFixed(1)} {t("observedRate")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
