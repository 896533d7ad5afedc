"use client";

import { CalendarRange } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import {
  type ChartRange,
  type CustomRangeProblem,
  chartRanges,
  checkCustomRange,
  type RangeChoice,
} from "./chart-range";

export interface RangePickerProps {
  choice: RangeChoice;
  onChoose: (choice: RangeChoice) => void;
}

function toLocalInput(tMs: number): string {
  const date = new Date(tMs);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

function CustomRangeForm({ choice, onChoose }: RangePickerProps) {
  const t = useTranslations("charts");
  const nowMs = useNow().getTime();
  const [from, setFrom] = useState(() => toLocalInput(choice.fromMs ?? nowMs - 3_600_000));
  const [to, setTo] = useState(() => toLocalInput(choice.toMs ?? nowMs));
  const [problem, setProblem] = useState<CustomRangeProblem>();
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    const fromMs = new Date(from).getTime();
    const toMs = new Date(to).getTime();
    const found = checkCustomRange(fromMs, toMs, Date.now());
    setProblem(found);
    if (found === undefined) {
      onChoose({ range: "custom", fromMs, toMs });
    }
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <form onSubmit={handleSubmit} className="flex w-64 flex-col gap-3">
      <Field label={t("range.from")}>
        <Input type="datetime-local" step={1} value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field
        label={t("range.to")}
        help={t("range.zone", { zone })}
        error={problem === undefined ? undefined : t(`range.problem.${problem}`)}
      >
        <Input type="datetime-local" step={1} value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <div>
        <Button type="submit" variant="primary">
          {t("range.apply")}
        </Button>
      </div>
    </form>
  );
}

/** Presets first, a custom span behind a button. */
export function RangePicker({ choice, onChoose }: RangePickerProps) {
  const t = useTranslations("charts");
  const format = useFormatter();
  const presets = chartRanges.filter((range) => range !== "custom");
  const customLabel =
    choice.range === "custom" && choice.fromMs !== null && choice.toMs !== null
      ? format.dateTimeRange(choice.fromMs, choice.toMs, { dateStyle: "short", timeStyle: "medium" })
      : t("range.custom");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented<ChartRange>
        label={t("range.label")}
        options={presets.map((range) => ({ value: range, label: t(`range.${range}`) }))}
        value={choice.range}
        onValueChange={(range) => onChoose({ range, fromMs: null, toMs: null })}
      />
      <Popover
        title={t("range.custom")}
        trigger={
          <Button icon={<CalendarRange aria-hidden className="size-3.5" />} aria-pressed={choice.range === "custom"}>
            {customLabel}
          </Button>
        }
      >
        <CustomRangeForm choice={choice} onChoose={onChoose} />
      </Popover>
    </div>
  );
}
