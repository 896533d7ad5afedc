"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type MessageOutcome, messageOutcomes } from "@/lib/traces/schemas";
import { ClientField } from "./client-field";
import { SpanFields } from "./span-fields";
import { checkSpan } from "./trace-address";
import type { MessageTraceParams } from "./trace-queries";

export interface TraceFormProps<Params> {
  instanceId: string;
  params: Params;
  isFetching: boolean;
  /** The new question, or the same one again. */
  onRun: (params: Params) => void;
  onCancel: () => void;
}

function TextField(props: { label: string; help?: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={props.label} className="w-full sm:w-72" {...(props.help === undefined ? {} : { help: props.help })}>
      <Input isMono spellCheck={false} value={props.value} onChange={(event) => props.onChange(event.target.value)} />
    </Field>
  );
}

/** The form changes nothing until it is run; then it is the address. */
export function MessageForm(props: TraceFormProps<MessageTraceParams>) {
  const { instanceId, params, isFetching, onRun, onCancel } = props;
  const t = useTranslations("traces.form");
  const tTraces = useTranslations("traces");
  const [draft, setDraft] = useState(params);
  const [problem, setProblem] = useState(() => checkSpan(params));
  const change = (part: Partial<MessageTraceParams>) => setDraft((before) => ({ ...before, ...part }));
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    const found = checkSpan(draft);
    setProblem(found);
    if (found === undefined) {
      onRun({ ...draft, topic: draft.topic.trim(), rule: draft.rule.trim(), mid: draft.mid.trim() });
    }
  }
  return (
    <form onSubmit={handleSubmit} className="mb-4 flex flex-col gap-3 rounded-sm bg-bg-subtle p-4" data-print="hide">
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label={t("topic")}
          help={t("topicHelp")}
          value={draft.topic}
          onChange={(topic) => change({ topic })}
        />
        <ClientField instanceId={instanceId} value={draft.client} onChange={(client) => change({ client })} />
        <TextField label={t("rule")} value={draft.rule} onChange={(rule) => change({ rule })} />
        <TextField
          label={t("messageId")}
          help={t("messageIdHelp")}
          value={draft.mid}
          onChange={(mid) => change({ mid })}
        />
        <Field label={t("outcome")} isButton className="w-44">
          <Select
            options={[
              { value: "", label: t("anyOutcome") },
              ...messageOutcomes.map((value: MessageOutcome) => ({
                value: value as string,
                label: tTraces(`outcome.${value}`),
              })),
            ]}
            value={draft.outcome}
            onValueChange={(outcome) => change({ outcome })}
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
