"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { deviceActions } from "@/lib/traces/schemas";
import { ClientField } from "./client-field";
import { TraceForm, type TraceFormProps } from "./trace-form";
import type { DeviceTraceParams } from "./trace-queries";

export function DeviceForm(props: TraceFormProps<DeviceTraceParams>) {
  const t = useTranslations("traces.form");
  const tTraces = useTranslations("traces");
  const actions = deviceActions.map((value) => ({ value: value as string, label: tTraces(`action.${value}`) }));
  return (
    <TraceForm {...props}>
      {(draft, change) => (
        <>
          <ClientField instanceId={props.instanceId} value={draft.client} onChange={(client) => change({ client })} />
          <Field label={t("action")} isButton className="w-44">
            <Select
              options={[{ value: "", label: t("anyAction") }, ...actions]}
              value={draft.action}
              onValueChange={(action) => change({ action })}
            />
          </Field>
        </>
      )}
    </TraceForm>
  );
}
