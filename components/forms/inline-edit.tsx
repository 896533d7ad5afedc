"use client";

import { Check, Pencil, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/result";
import type { ShownProblem } from "./action";
import { ProblemText } from "./problem-text";
import { useFieldMessage } from "./use-field-message";
import { useUndoToast } from "./use-undo-toast";

export interface InlineEditProps {
  value: string;
  /** What it is, for the button and the field: "name". */
  label: string;
  lengthMax: number;
  /** Of what is edited, as it was read; an older one is refused. */
  version: number;
  save: (value: string, version: number) => Promise<ActionResult<{ version: number }>>;
  /** As it is shown. */
  children: ReactNode;
}

/** Saves, and offers the way back to what was there before. */
function useSave({ value, label, version, save }: Omit<InlineEditProps, "children">) {
  const t = useTranslations("common");
  const undoToast = useUndoToast();
  const problemOf = (result: ActionResult<{ version: number }>): ShownProblem | undefined =>
    result.ok ? undefined : { ...result.error, requestId: result.error.errorId };
  return async (text: string) => {
    const result = await save(text, version);
    if (result.ok) {
      undoToast(t("savedNamed", { name: label }), async () => problemOf(await save(value, result.data.version)));
    }
    return problemOf(result);
  };
}

function EditForm(props: Omit<InlineEditProps, "children"> & { onClose: () => void }) {
  const t = useTranslations("common");
  const message = useFieldMessage();
  const save = useSave(props);
  const [text, setText] = useState(props.value);
  const [problem, setProblem] = useState<ShownProblem>();
  const [isPending, setIsPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const errorId = useId();
  useEffect(() => input.current?.select(), []);
  async function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (isPending) {
      return;
    }
    setIsPending(true);
    const found = text === props.value ? undefined : await save(text);
    setIsPending(false);
    setProblem(found);
    if (found === undefined) {
      props.onClose();
    }
  }
  function handleKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      props.onClose();
    }
  }
  const fieldError = message(problem?.fields?.[0]?.message);
  return (
    <form onSubmit={handleSubmit} noValidate className="min-w-0 flex-1">
      <span className="flex items-center gap-1">
        <Input
          ref={input}
          aria-label={props.label}
          aria-invalid={problem !== undefined}
          aria-describedby={errorId}
          value={text}
          maxLength={props.lengthMax}
          className="max-w-80"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={handleKeyDown}
        />
        <IconButton type="submit" label={t("save")} icon={<Check aria-hidden />} aria-busy={isPending} />
        <IconButton label={t("cancel")} icon={<X aria-hidden />} onClick={props.onClose} />
      </span>
      <div id={errorId} role="alert" className="text-danger-fg empty:hidden">
        {fieldError ?? (problem === undefined ? null : <ProblemText problem={problem} />)}
      </div>
    </form>
  );
}

/** A value with a pencil: Enter saves, Escape leaves it as it was, and what the server refuses stands in place. */
export function InlineEdit({ children, ...props }: InlineEditProps) {
  const t = useTranslations("common");
  const [isEditing, setIsEditing] = useState(false);
  const [wasEditing, setWasEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wasEditing && !isEditing) {
      pencil.current?.focus();
    }
  }, [wasEditing, isEditing]);
  if (isEditing) {
    return <EditForm {...props} onClose={() => setIsEditing(false)} />;
  }
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 break-words">{children}</span>
      <IconButton
        ref={pencil}
        size="s"
        label={t("editNamed", { name: props.label })}
        icon={<Pencil aria-hidden />}
        onClick={() => {
          setWasEditing(true);
          setIsEditing(true);
        }}
        data-print="hide"
      />
    </span>
  );
}
