"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useLiveInstance, useLiveInstancePoint } from "@/components/live/use-live";
import { Meter } from "@/components/ui/meter";
import type { Instance } from "@/lib/instances/schemas";

/** What is used of what there is. Connections and subscriptions are known of the embedded broker only. */
export function UsageMeters({ instance }: { instance: Instance }) {
  const t = useTranslations("instances.details");
  const format = useFormatter();
  useLiveInstance(instance.instanceId);
  const point = useLiveInstancePoint(instance.instanceId);
  const shown = (count: number | null | undefined) =>
    count === null || count === undefined ? "–" : format.number(count);
  return (
    <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <Meter
        label={t("rules")}
        value={instance.ruleCount}
        max={instance.ruleQuota}
        valueText={t("of", { count: instance.ruleCount, max: instance.ruleQuota })}
      />
      <Meter
        label={t("topics")}
        value={instance.topicCount}
        max={instance.topicQuota}
        valueText={t("of", { count: instance.topicCount, max: instance.topicQuota })}
      />
      <Meter label={t("groups")} value={instance.groupCount} valueText={format.number(instance.groupCount)} />
      {instance.broker === "embedded" ? (
        <>
          <Meter label={t("connections")} value={point?.connections ?? 0} valueText={shown(point?.connections)} />
          <Meter label={t("subscriptions")} value={point?.subscriptions ?? 0} valueText={shown(point?.subscriptions)} />
        </>
      ) : null}
    </div>
  );
}
