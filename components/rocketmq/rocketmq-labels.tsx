"use client";

import { useTranslations } from "next-intl";
import { Tag } from "@/components/ui/tag";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";

export function addressesOf({ endpoint }: Pick<RocketmqInstance, "endpoint">): string[] {
  return endpoint.protocol === "remoting" ? endpoint.nameServers : [endpoint.endpoints];
}

/** `V4_9_7` reads as 4.9.7. */
export function DetectedVersion({ version }: { version: string | undefined }) {
  const t = useTranslations("rocketmq");
  return version === undefined ? (
    <span className="text-fg-help">{t("unknownVersion")}</span>
  ) : (
    <span className="whitespace-nowrap">{version.replace(/^V/, "").replaceAll("_", ".")}</span>
  );
}

export function SeriesTag({ instance }: { instance: RocketmqInstance }) {
  const t = useTranslations("rocketmq");
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      {instance.series}
      <Tag>{t(`broker.${instance.broker}`)}</Tag>
    </span>
  );
}
