"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { CopyText } from "@/components/ui/copy-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Time } from "@/components/ui/time";
import { regions } from "@/lib/regions";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import { addressesOf, DetectedVersion, SeriesTag } from "./rocketmq-labels";

export function RocketmqBasics({ instance }: { instance: RocketmqInstance }) {
  const t = useTranslations("rocketmq.details");
  const tAll = useTranslations("rocketmq");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  const format = useFormatter();
  const region = regions.find(({ id }) => id === instance.regionId);
  return (
    <KeyValueList
      items={[
        { id: "id", label: t("id"), value: <CopyText text={instance.instanceId} name={tAll("instanceId")} /> },
        { id: "name", label: t("name"), value: <span className="wrap-anywhere">{instance.name}</span> },
        { id: "region", label: t("region"), value: locale === "zh-CN" ? region?.zh : region?.en },
        { id: "series", label: t("series"), value: <SeriesTag instance={instance} /> },
        { id: "version", label: t("version"), value: <DetectedVersion version={instance.detectedVersion} /> },
        {
          id: "endpoint",
          label: t("endpoint"),
          value: addressesOf(instance).map((address) => (
            <span key={address} className="block">
              <CopyText text={address} name={t("endpoint")} />
            </span>
          )),
        },
        ...(instance.namespace === undefined
          ? []
          : [
              {
                id: "namespace",
                label: t("namespace"),
                value: <span className="font-mono">{instance.namespace}</span>,
              },
            ]),
        {
          id: "access",
          label: t("access"),
          value: instance.accessKey === undefined ? t("accessOpen") : t("accessKey", { key: instance.accessKey }),
        },
        { id: "replica", label: t("replica"), value: tCommon(instance.requireReplica ? "yes" : "no") },
        { id: "rules", label: t("rules"), value: format.number(instance.ruleCount) },
        { id: "created", label: t("created"), value: <Time value={instance.createdAt} /> },
      ]}
    />
  );
}
