"use client";

import { useTranslations } from "next-intl";
import { Controller, type UseFormReturn, useWatch } from "react-hook-form";
import { SecretInput } from "@/components/forms/secret-input";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Checkbox } from "@/components/ui/checkbox";
import { Counter, Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { instanceTypes } from "@/lib/instances/kinds";
import type { Instance } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import type { InstanceFormValues } from "./instance-form-values";

type Form = UseFormReturn<InstanceFormValues>;
type Stored = Instance["connection"];

function useErrors(form: Form) {
  const message = useFieldMessage();
  const { errors } = form.formState;
  return (name: keyof InstanceFormValues) => message(errors[name]?.message);
}

export function BasicFields({ form }: { form: Form }) {
  const t = useTranslations("instances.form");
  const tType = useTranslations("instances.type");
  const errorOf = useErrors(form);
  const name = useWatch({ control: form.control, name: "name" });
  return (
    <>
      <Field
        label={t("name")}
        isRequired
        help={t("nameHelp")}
        error={errorOf("name")}
        aside={<Counter length={name.length} lengthMax={limits.instanceNameLengthMax} />}
      >
        <Input autoComplete="off" {...form.register("name")} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("kernelVersion")} isRequired help={t("kernelHelp")} error={errorOf("kernelVersion")}>
          <Input autoComplete="off" {...form.register("kernelVersion")} />
        </Field>
        <Field label={t("instanceType")} isButton error={errorOf("instanceType")}>
          <Controller
            control={form.control}
            name="instanceType"
            render={({ field }) => (
              <Select
                options={instanceTypes.map((value) => ({ value, label: tType(value) }))}
                value={field.value}
                onValueChange={field.onChange}
                onBlur={field.onBlur}
              />
            )}
          />
        </Field>
      </div>
    </>
  );
}

function PasswordFields({ form, stored }: { form: Form; stored: Stored }) {
  const t = useTranslations("instances.form");
  const errorOf = useErrors(form);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("username")} error={errorOf("username")}>
        <Input autoComplete="off" isMono {...form.register("username")} />
      </Field>
      <Field label={t("password")} error={errorOf("password")}>
        <SecretInput isStored={stored?.hasPassword ?? false} storedHint={t("stored")} {...form.register("password")} />
      </Field>
    </div>
  );
}

function SignatureFields({ form, stored }: { form: Form; stored: Stored }) {
  const t = useTranslations("instances.form");
  const errorOf = useErrors(form);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("accessKey")} isRequired error={errorOf("accessKey")}>
          <Input autoComplete="off" isMono {...form.register("accessKey")} />
        </Field>
        <Field label={t("secretKey")} isRequired error={errorOf("secretKey")}>
          <SecretInput
            isStored={stored?.hasSecretKey ?? false}
            storedHint={t("stored")}
            {...form.register("secretKey")}
          />
        </Field>
      </div>
      <Field label={t("signatureInstanceId")} help={t("signatureInstanceHelp")} error={errorOf("signatureInstanceId")}>
        <Input autoComplete="off" isMono {...form.register("signatureInstanceId")} />
      </Field>
    </>
  );
}

function TlsFields({ form, stored }: { form: Form; stored: Stored }) {
  const t = useTranslations("instances.form");
  const errorOf = useErrors(form);
  return (
    <fieldset className="space-y-4 rounded-sm border border-line p-4">
      <legend className="px-1 font-semibold">{t("tls")}</legend>
      <Controller
        control={form.control}
        name="rejectUnauthorized"
        render={({ field }) => (
          <div>
            <Checkbox isChecked={field.value} onCheckedChange={field.onChange}>
              {t("verify")}
            </Checkbox>
            {field.value ? null : <p className="text-warning-fg">{t("verifyOff")}</p>}
          </div>
        )}
      />
      <Field label={t("ca")} error={errorOf("ca")}>
        <Textarea isMono rows={3} spellCheck={false} {...form.register("ca")} />
      </Field>
      <Field label={t("cert")} error={errorOf("cert")}>
        <Textarea isMono rows={3} spellCheck={false} {...form.register("cert")} />
      </Field>
      <Field label={t("key")} error={errorOf("key")}>
        <Textarea
          isMono
          rows={3}
          spellCheck={false}
          placeholder={stored?.tls?.hasKey === true ? t("stored") : undefined}
          {...form.register("key")}
        />
      </Field>
    </fieldset>
  );
}

function AdvancedFields({ form }: { form: Form }) {
  const t = useTranslations("instances.form");
  const errorOf = useErrors(form);
  return (
    <details className="group">
      <summary className="min-h-6 w-fit text-link">{t("advanced")}</summary>
      <div className="mt-3 flex flex-col gap-4">
        <Field label={t("protocolVersion")} isButton>
          <Controller
            control={form.control}
            name="protocolVersion"
            render={({ field }) => (
              <Select
                options={[
                  { value: "auto", label: t("protocolAuto") },
                  { value: "5", label: t("protocol5") },
                  { value: "4", label: t("protocol4") },
                ]}
                value={field.value}
                onValueChange={field.onChange}
              />
            )}
          />
        </Field>
        <Field label={t("clientIdPrefix")} help={t("clientIdHelp")} error={errorOf("clientIdPrefix")}>
          <Input autoComplete="off" isMono {...form.register("clientIdPrefix")} />
        </Field>
        <Field
          label={t("clientIdUserProperty")}
          help={t("clientIdUserPropertyHelp")}
          error={errorOf("clientIdUserProperty")}
        >
          <Input autoComplete="off" isMono {...form.register("clientIdUserProperty")} />
        </Field>
      </div>
    </details>
  );
}

export function ConnectionFields({ form, stored }: { form: Form; stored: Stored }) {
  const t = useTranslations("instances.form");
  const errorOf = useErrors(form);
  const [url, auth] = useWatch({ control: form.control, name: ["url", "auth"] });
  return (
    <>
      <Field label={t("url")} isRequired help={t("urlHelp")} error={errorOf("url")}>
        <Input autoComplete="off" isMono placeholder="mqtts://broker.example.com:8883" {...form.register("url")} />
      </Field>
      <FieldGroup label={t("auth")}>
        <Controller
          control={form.control}
          name="auth"
          render={({ field }) => (
            <RadioGroup
              aria-label={t("auth")}
              options={[
                { value: "password", label: t("authPassword") },
                { value: "signature", label: t("authSignature") },
              ]}
              value={field.value}
              onValueChange={field.onChange}
            />
          )}
        />
      </FieldGroup>
      {auth === "signature" ? (
        <SignatureFields form={form} stored={stored} />
      ) : (
        <PasswordFields form={form} stored={stored} />
      )}
      {/^(mqtts|wss):/.test(url) ? <TlsFields form={form} stored={stored} /> : null}
      <AdvancedFields form={form} />
    </>
  );
}
