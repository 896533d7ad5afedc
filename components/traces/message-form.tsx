"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { messageOutcomes } from "@/lib/traces/schemas";
import { ClientField } from "./client-field";
import { TraceForm, type TraceFormProps } from "./trace-form";
import type { MessageTraceParams } from "./trace-queries";

function TextField(props: { label: string; help?: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={props.label} className="w-full sm:w-72" {...(props.help === undefined ? {} : { help: props.help })}>
      <Input isMono spellCheck={false} value={props.value} onChange={(event) => props.onChange(event.target.value)} />
    </Field>
  );
}

function trimmed(params: MessageTraceParams): MessageTraceParams {
  return { ...params, topic: params.topic.trim(), rule: params.rule.trim(), mid: params.mid.trim() };
}

export function MessageForm(props: TraceFormProps<MessageTraceParams>) {
  const t = useTranslations("traces.form");
  const tTraces = useTranslations("traces");
  const outcomes = messageOutcomes.map((value) => ({ value: value as string, label: tTraces(`outcome.${value}`) }));
  return (
    <TraceForm {...props} onRun={(draft) => props.onRun(trimmed(draft))}>
      {(draft, change) => (
        <>
          <TextField
            label={t("topic")}
            help={t("topicHelp")}
            value={draft.topic}
            onChange={(topic) => change({ topic })}
          />
          <ClientField instanceId={props.instanceId} value={draft.client} onChange={(client) => change({ client })} />
          <TextField label={t("rule")} value={draft.rule} onChange={(rule) => change({ rule })} />
          <TextField
            label={t("messageId")}
            help={t("messageIdHelp")}
            value={draft.mid}
            onChange={(mid) => change({ mid })}
          />
          <Field label={t("outcome")} isButton className="w-44">
            <Select
              options={[{ value: "", label: t("anyOutcome") }, ...outcomes]}
              value={draft.outcome}
              onValueChange={(outcome) => change({ outcome })}
            />
          </Field>
        </>
      )}
    </TraceForm>
  );
}
