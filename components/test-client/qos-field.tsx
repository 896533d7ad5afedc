"use client";

import { useTranslations } from "next-intl";
import { FieldGroup } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";

export type Qos = 0 | 1 | 2;
const levels = ["0", "1", "2"] as const;
const toQos = { "0": 0, "1": 1, "2": 2 } as const;

export function QosField({ value, onValueChange }: { value: Qos; onValueChange: (qos: Qos) => void }) {
  const t = useTranslations("testClient");
  return (
    <FieldGroup label={t("qos")}>
      <Segmented
        label={t("qos")}
        options={levels.map((level) => ({ value: level, label: level }))}
        value={levels[value]}
        onValueChange={(level) => onValueChange(toQos[level])}
      />
    </FieldGroup>
  );
}
