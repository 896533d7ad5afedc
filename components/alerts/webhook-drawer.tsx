"use client";

import { useTranslations } from "next-intl";
import { Controller, type UseFormReturn, useForm, useWatch } from "react-hook-form";
import { applyFieldErrors } from "@/components/forms/apply-field-errors";
import { FormDrawer } from "@/components/forms/form-drawer";
import { FormProblem } from "@/components/forms/form-problem";
import { SecretInput } from "@/components/forms/secret-input";
import { useAction } from "@/components/forms/use-action";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { type AlertWebhook, CreateAlertWebhookInput, UpdateAlertWebhookInput } from "@/lib/alerts/schemas";
import type { AlertWebhookActions } from "./alert-actions";
import {
  toWebhookField,
  toWebhookForm,
  toWebhookInput,
  toWebhookPatch,
  type WebhookFormValues,
} from "./webhook-form-values";

export interface WebhookDrawerProps {
  /** Undefined creates. */
  webhook: AlertWebhook | undefined;
  actions: AlertWebhookActions;
  onClose: () => void;
  onSaved: () => void;
}

type Form = UseFormReturn<WebhookFormValues>;

function useSubmission({ webhook, actions }: WebhookDrawerProps) {
  const create = useAction(actions.create);
  const update = useAction(actions.update);
  function prepare(values: WebhookFormValues) {
    if (webhook === undefined) {
      const input = toWebhookInput(values);
      const parsed = CreateAlertWebhookInput.safeParse(input);
      return { issues: parsed.error?.issues ?? [], send: () => create.run(parsed.data ?? input) };
    }
    const { webhookId, version } = webhook;
    const changes = toWebhookPatch(values, version);
    const parsed = UpdateAlertWebhookInput.safeParse(changes);
    return {
      issues: parsed.error?.issues ?? [],
      send: () => update.run({ webhookId, changes: parsed.data ?? changes }),
    };
  }
  return { prepare, isPending: create.isPending || update.isPending, problem: create.problem ?? update.problem };
}

function Check({ form, name, label }: { form: Form; name: "isEnabled" | "isSecretRemoved"; label: string }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <Checkbox isChecked={field.value} onCheckedChange={field.onChange}>
          {label}
        </Checkbox>
      )}
    />
  );
}

function WebhookFields({ form, hasSecret }: { form: Form; hasSecret: boolean }) {
  const t = useTranslations("alerts.webhook.form");
  const message = useFieldMessage();
  const { errors } = form.formState;
  const isSecretRemoved = useWatch({ control: form.control, name: "isSecretRemoved" });
  return (
    <>
      <Field label={t("name")} isRequired help={t("nameHelp")} error={message(errors.name?.message)}>
        <Input autoComplete="off" {...form.register("name")} />
      </Field>
      <Field label={t("url")} isRequired help={t("urlHelp")} error={message(errors.url?.message)}>
        <Input
          isMono
          autoComplete="off"
          spellCheck={false}
          placeholder="https://alerts.example.com/sluice"
          {...form.register("url")}
        />
      </Field>
      {isSecretRemoved ? null : (
        <Field label={t("secret")} help={t("secretHelp")} error={message(errors.secret?.message)}>
          <SecretInput isStored={hasSecret} storedHint={t("stored")} {...form.register("secret")} />
        </Field>
      )}
      {hasSecret ? <Check form={form} name="isSecretRemoved" label={t("removeSecret")} /> : null}
      <Check form={form} name="isEnabled" label={t("enabled")} />
    </>
  );
}

/** Creates or edits a webhook. */
export function WebhookDrawer(props: WebhookDrawerProps) {
  const t = useTranslations("alerts.webhook");
  const { webhook } = props;
  const form = useForm<WebhookFormValues>({ defaultValues: toWebhookForm(webhook), mode: "onTouched" });
  const submission = useSubmission(props);
  const handleSubmit = form.handleSubmit(async (values) => {
    const { issues, send } = submission.prepare(values);
    const fields = issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
    if (fields.length > 0 && applyFieldErrors(fields, form.setError, toWebhookField)) {
      return;
    }
    const result = await send();
    if (result?.ok === true) {
      toast.success(t(webhook === undefined ? "created" : "saved", { name: result.data.name }));
      props.onSaved();
    } else if (result !== undefined) {
      applyFieldErrors(result.error.fields, form.setError, toWebhookField);
    }
  });
  const { problem } = submission;
  return (
    <FormDrawer
      isOpen
      onClose={props.onClose}
      title={webhook === undefined ? t("form.createTitle") : t("form.editTitle", { name: webhook.name })}
      submitLabel={t(webhook === undefined ? "form.submitCreate" : "form.submitEdit")}
      isDirty={form.formState.isDirty}
      isPending={submission.isPending}
      onSubmit={handleSubmit}
    >
      <WebhookFields form={form} hasSecret={webhook?.hasSecret ?? false} />
      <FormProblem
        problem={problem}
        hasFields={problem?.fields?.every(({ field }) => toWebhookField(field) !== undefined) ?? false}
      />
    </FormDrawer>
  );
}
