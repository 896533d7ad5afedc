"use client";

import type { UseMutationResult } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Counter, Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Input } from "@/components/ui/input";
import { useApiErrorText } from "../use-api-error-text";
import { ruleIssue } from "./rule-issue";

export interface TopicNameFormProps<Created> {
  /** The wizard's field that the new topic is for. */
  field: "source.topic" | "destination.topic";
  schema: z.ZodType<string>;
  length: { min: number; max: number };
  /** Takes the name. */
  create: UseMutationResult<Created, Error, string>;
  onCancel: () => void;
  /** Fields after the name. */
  children: ReactNode;
}

/** Names a topic that is created without leaving the wizard. */
export function TopicNameForm<Created>({
  field,
  schema,
  length,
  create,
  onCancel,
  children,
}: TopicNameFormProps<Created>) {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const errorText = useApiErrorText();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    // The dialog is a React child of the wizard's form.
    event.stopPropagation();
    const issue = schema.safeParse(name).error?.issues[0];
    setProblem(issue === undefined ? undefined : t(`issue.${ruleIssue(field, issue.code, name)}`, length));
    if (issue === undefined && !create.isPending) {
      create.mutate(name);
    }
  }
  return (
    <form onSubmit={handleSubmit} noValidate className="flex flex-col gap-4 pb-6">
      <Field
        label={t("topicName")}
        isRequired
        help={t("topicNameHelp", length)}
        error={problem}
        aside={<Counter length={name.length} lengthMax={length.max} />}
      >
        <Input isMono value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      {children}
      {create.isError ? <InlineMessage tone="error">{errorText(create.error)}</InlineMessage> : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {t("createTopic")}
        </Button>
        <Button onClick={onCancel}>{tCommon("cancel")}</Button>
      </div>
    </form>
  );
}
