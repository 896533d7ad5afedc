"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { SpanFields } from "./span-fields";
import { checkSpan, type TraceSpan } from "./trace-address";

export interface TraceFormProps<Params> {
  instanceId: string;
  params: Params;
  isFetching: boolean;
  /** The new question, or the same one again. */
  onRun: (params: Params) => void;
  onCancel: () => void;
}

export interface TraceFormFrameProps<Params> extends TraceFormProps<Params> {
  /** The fields above the time range. */
  children: (draft: Params, change: (part: Partial<Params>) => void) => ReactNode;
}

/** The form changes nothing until it is run; then it is the address. */
export function TraceForm<Params extends TraceSpan>(props: TraceFormFrameProps<Params>) {
  const { params, isFetching, onRun, onCancel, children } = props;
  const t = useTranslations("traces.form");
  const [draft, setDraft] = useState(params);
  const [problem, setProblem] = useState(() => checkSpan(params));
  const change = (part: Partial<Params>) => setDraft((before) => ({ ...before, ...part }));
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
      <div className="flex flex-wrap items-start gap-3">{children(draft, change)}</div>
      <div className="flex flex-wrap items-start gap-3">
        <SpanFields
          span={draft}
          onChange={(span) => setDraft((before) => ({ ...before, ...span }))}
          problem={problem}
        />
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
