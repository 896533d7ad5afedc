"use client";

import { useTranslations } from "next-intl";
import { toIso, toLocal } from "@/components/rocketmq/browse-params";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { type SpanProblem, type TraceSpan, traceRanges } from "./trace-address";

export interface SpanFieldsProps {
  span: TraceSpan;
  onChange: (part: Partial<TraceSpan>) => void;
  problem: SpanProblem | undefined;
}

/** A preset that ends now, or two times of at most a day; the zone is said. */
export function SpanFields({ span, onChange, problem }: SpanFieldsProps) {
  const t = useTranslations("traces");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <div className="min-w-0">
        <p className="mb-1 text-fg-secondary">{t("range.label")}</p>
        <Segmented
          label={t("range.label")}
          options={traceRanges.map((value) => ({ value, label: t(`range.${value}`) }))}
          value={span.range}
          onValueChange={(range) => onChange({ range })}
        />
      </div>
      {span.range === "custom" ? (
        <>
          <Field label={t("range.from")} className="w-52">
            <Input
              type="datetime-local"
              step={1}
              defaultValue={toLocal(span.from)}
              onChange={(event) => onChange({ from: toIso(event.target.value) })}
            />
          </Field>
          <Field
            label={t("range.to")}
            className="w-52"
            help={<span suppressHydrationWarning>{t("range.zone", { zone })}</span>}
            error={problem === undefined ? undefined : t(`range.problem.${problem}`)}
          >
            <Input
              type="datetime-local"
              step={1}
              defaultValue={toLocal(span.to)}
              onChange={(event) => onChange({ to: toIso(event.target.value) })}
            />
          </Field>
        </>
      ) : null}
    </>
  );
}
