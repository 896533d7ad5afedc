"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { DeadLetter } from "@/lib/dead-letters/schemas";
import { formatBytes } from "@/lib/format/number";
import { DeadLetterCause } from "./dead-letter-cause";

export function useDeadLetterColumns(options: {
  rows: readonly DeadLetter[];
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
  onView: (id: number) => void;
}): Column<DeadLetter>[] {
  const { rows, selected, onSelect, onView } = options;
  const t = useTranslations("rules.deadLetters");
  const locale = useLocale();
  const toggle = (id: number, isChecked: boolean) => {
    const next = new Set(selected);
    if (isChecked) {
      next.add(id);
    } else {
      next.delete(id);
    }
    onSelect(next);
  };
  return [
    {
      id: "select",
      className: "w-10 pr-0",
      header: (
        <Checkbox
          aria-label={t("selectAll")}
          isChecked={rows.length > 0 && rows.every((row) => selected.has(row.id))}
          onCheckedChange={(isChecked) => onSelect(new Set(isChecked ? rows.map((row) => row.id) : []))}
        />
      ),
      cell: (row) => (
        <Checkbox
          aria-label={t("select", { id: row.id })}
          isChecked={selected.has(row.id)}
          onCheckedChange={(isChecked) => toggle(row.id, isChecked)}
        />
      ),
    },
    { id: "time", header: t("time"), cell: (row) => <Time value={row.createdAt} /> },
    {
      id: "topic",
      header: t("topic"),
      className: "min-w-40",
      cell: (row) => <span className="font-mono wrap-anywhere">{row.mqttTopic}</span>,
    },
    {
      id: "cause",
      header: t("cause"),
      className: "min-w-60",
      cell: (row) => <DeadLetterCause letter={row} />,
    },
    {
      id: "size",
      header: t("size"),
      align: "right",
      cell: (row) => formatBytes(row.bodyBytes, locale),
    },
    {
      id: "view",
      header: <span className="sr-only">{t("view")}</span>,
      sticky: "right",
      cell: (row) => (
        <Button variant="text" onClick={() => onView(row.id)}>
          {t("view")}
        </Button>
      ),
    },
  ];
}
