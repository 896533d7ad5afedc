"use client";

import { useTranslations } from "next-intl";
import { ruleStatuses, ruleTypes } from "@/lib/rules/kinds";
import type { RuleStatus, RuleType } from "@/lib/rules/schemas";
import type { RuleVersion } from "@/lib/rules/versions";

const fieldKeys = {
  description: "description",
  status: "status",
  type: "type",
  "source.topic": "sourceTopic",
  "source.groupId": "sourceGroup",
  "source.rocketmqInstanceId": "sourceInstance",
  "destination.service": "destinationService",
  "destination.topic": "destinationTopic",
  "destination.rocketmqInstanceId": "destinationInstance",
} as const;

const isStatus = (value: string): value is RuleStatus => ruleStatuses.some((status) => status === value);
const isType = (value: string): value is RuleType => ruleTypes.some((type) => type === value);

/** Fields, values and changes of a rule in the reader's words; a field that nobody knows is shown as it is. */
export function useChangeWords() {
  const t = useTranslations("versions");
  const tList = useTranslations("rules.list");
  const tCommon = useTranslations("common");
  return {
    field: (field: string): string => {
      const key = Object.entries(fieldKeys).find(([known]) => known === field)?.[1];
      return key === undefined ? field : t(`fields.${key}`);
    },
    value: (field: string, value: string | undefined): string => {
      if (value === undefined || value === "") {
        return t("emptyValue");
      }
      if (field === "status" && isStatus(value)) {
        return tList(value);
      }
      return field === "type" && isType(value) ? tCommon(`ruleType.${value}`) : value;
    },
    change: ({ change, restoredFrom }: Pick<RuleVersion, "change" | "restoredFrom">): string =>
      change === "restore" ? t("change.restore", { version: restoredFrom ?? 0 }) : t(`change.${change}`),
  };
}
