"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { deviceActions } from "@/lib/traces/schemas";
import { ClientField } from "./client-field";
import type { TraceFormProps } from "./message-form";
import { SpanFields } from "./span-fields";
import { checkSpan } from "./trace-address";
import type { DeviceTraceParams } from "./trace-queries";

export function DeviceForm({ instanceId, params, isFetching, onRun, onCancel }: TraceFormProps<DeviceTraceParams>) {
  const t = useTranslations("traces.form");
  const tTraces = useTranslations("traces");
  const [draft, setDraft] = useState(params);
  const [problem, setProblem] = useState(() => checkSpan(params));
  const change = (part: Partial<DeviceTraceParams>) => setDraft((before) => ({ ...before, ...part }));
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    const found = checkSpan(draft);
    setProblem(found);
    if (found === undefined) {
      onRun(draft);
    }
  }
  return (
    <form onSubmit={handleSubmit} className="mb-4 flex flex-col gap-3 rounded-sm bg-bg-subtle p-4" data-print="hide">
      <div className="flex flex-wrap items-start gap-3">
        <ClientField instanceId={instanceId} value={draft.client} onChange={(client) => change({ client })} />
        <Field label={t("action")} isButton className="w-44">
          <Select
            options={[
              { value: "", label: t("anyAction") },
              ...deviceActions.map((value) => ({ value: value as string, label: tTraces(`action.${value}`) })),
            ]}
            value={draft.action}
            onValueChange={(action) => change({ action })}
          />
        </Field>
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <SpanFields span={draft} onChange={change} problem={problem} />
        <div className="flex gap-2 sm:pt-5.5">
          <Button type="submit" variant="primary" isPending={isFetching}>
            {t("run")}
          </Button>
          {isFetching ? <Button onClick={onCancel}>{t("cancel")}</Button> : null}
        </div>
      </div>
    </form>
  );
}
