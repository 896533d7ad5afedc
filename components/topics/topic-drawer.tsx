"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { applyFieldErrors } from "@/components/forms/apply-field-errors";
import { FormDrawer } from "@/components/forms/form-drawer";
import { FormProblem } from "@/components/forms/form-problem";
import { NameCheckStatus } from "@/components/forms/name-check-status";
import { useAction } from "@/components/forms/use-action";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useNameCheck } from "@/components/forms/use-name-check";
import { useUndoToast } from "@/components/forms/use-undo-toast";
import { Checkbox } from "@/components/ui/checkbox";
import { Counter, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { CreateTopicInput, type Topic } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import { ParentTopicName } from "@/lib/names";
import type { TopicActions } from "./topic-actions";
import { similarTopicsQuery } from "./topic-queries";

export interface TopicDrawerProps {
  instanceId: string;
  /** Undefined creates. */
  topic?: Topic | undefined;
  actions: TopicActions;
  onClose: () => void;
  /** `isDone` is false while another one is going to be created. */
  onSaved: (topic: Topic, isDone: boolean) => void;
}

const toField = (field: string) => (field === "name" || field === "description" ? field : undefined);

function useTopicForm(props: TopicDrawerProps, isAnother: boolean) {
  const t = useTranslations("topics");
  const create = useAction(props.actions.create);
  const update = useAction(props.actions.update);
  const undoToast = useUndoToast();
  const form = useForm({
    resolver: zodResolver(CreateTopicInput),
    defaultValues: { name: props.topic?.name ?? "", description: props.topic?.description ?? "" },
    mode: "onTouched",
  });
  const { instanceId, topic } = props;
  function announce(name: string, saved: Topic): void {
    if (topic === undefined) {
      toast.success(t("created", { name }));
      return;
    }
    undoToast(t("saved", { name }), async () => {
      const changes = { description: topic.description, version: saved.version };
      const undone = await props.actions.update({ instanceId, name, changes });
      if (!undone.ok) {
        return { ...undone.error, requestId: undone.error.errorId };
      }
      // Whatever was opened since stays open.
      props.onSaved(undone.data, false);
      return undefined;
    });
  }
  const handleSubmit = form.handleSubmit(async ({ name, description }) => {
    const result =
      topic === undefined
        ? await create.run({ instanceId, topic: { name, description } })
        : await update.run({ instanceId, name: topic.name, changes: { description, version: topic.version } });
    if (result?.ok === false) {
      applyFieldErrors(result.error.fields, form.setError, toField);
    } else if (result?.ok === true) {
      announce(name, result.data);
      form.reset();
      props.onSaved(result.data, !isAnother);
      form.setFocus("name");
    }
  });
  return {
    form,
    handleSubmit,
    isPending: create.isPending || update.isPending,
    problem: create.problem ?? update.problem,
  };
}

export function TopicDrawer(props: TopicDrawerProps) {
  const t = useTranslations("topics");
  const tCommon = useTranslations("common");
  const message = useFieldMessage();
  const [isAnother, setIsAnother] = useState(false);
  const { form, handleSubmit, isPending, problem } = useTopicForm(props, isAnother);
  const { errors, isDirty } = form.formState;
  const [name, description] = useWatch({ control: form.control, name: ["name", "description"] });
  const isNew = props.topic === undefined;
  const check = useNameCheck(isNew ? name : "", ParentTopicName, (typed) =>
    similarTopicsQuery(props.instanceId, typed),
  );
  const nameError =
    message(errors.name?.message) ?? (check.kind === "taken" ? t("form.nameTaken", { name: check.by }) : undefined);
  return (
    <FormDrawer
      isOpen
      onClose={props.onClose}
      title={props.topic === undefined ? t("form.createTitle") : t("form.editTitle", { name: props.topic.name })}
      submitLabel={t(isNew ? "form.submitCreate" : "form.submitEdit")}
      isDirty={isDirty}
      isPending={isPending}
      onSubmit={handleSubmit}
      aside={
        isNew ? (
          <Checkbox isChecked={isAnother} onCheckedChange={setIsAnother}>
            {tCommon("createAnother")}
          </Checkbox>
        ) : null
      }
    >
      <Field
        label={t("form.name")}
        isRequired
        help={t("form.nameHelp")}
        error={nameError}
        aside={isNew ? <Counter length={name.length} lengthMax={limits.parentTopicLengthMax} /> : null}
      >
        <Input isMono autoComplete="off" spellCheck={false} readOnly={!isNew} {...form.register("name")} />
      </Field>
      <NameCheckStatus check={check} checking={t("form.checking")} free={t("form.nameFree")} />
      <Field
        label={t("form.description")}
        error={message(errors.description?.message)}
        aside={<Counter length={description?.length ?? 0} lengthMax={limits.descriptionLengthMax} />}
      >
        <Textarea rows={3} {...form.register("description")} />
      </Field>
      <FormProblem
        problem={problem}
        hasFields={problem?.fields?.every(({ field }) => toField(field) !== undefined) ?? false}
      />
    </FormDrawer>
  );
}
