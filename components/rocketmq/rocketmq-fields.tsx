"use client";

import { useTranslations } from "next-intl";
import { Controller, type UseFormReturn, useWatch } from "react-hook-form";
import { SecretInput } from "@/components/forms/secret-input";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { RocketmqFormValues } from "./rocketmq-form-values";

type Form = UseFormReturn<RocketmqFormValues>;

function useErrors(form: Form) {
  const message = useFieldMessage();
  const { errors } = form.formState;
  return (name: keyof RocketmqFormValues) => message(errors[name]?.message);
}

type ChoiceName = "series" | "protocol" | "ordering";

function Choice(props: {
  form: Form;
  name: ChoiceName;
  label: string;
  help?: string;
  options: { value: string; label: string }[];
}) {
  return (
    <FieldGroup label={props.label} {...(props.help === undefined ? {} : { help: props.help })}>
      <Controller
        control={props.form.control}
        name={props.name}
        render={({ field }) => (
          <RadioGroup
            aria-label={props.label}
            options={props.options}
            value={field.value as string}
            onValueChange={field.onChange}
          />
        )}
      />
    </FieldGroup>
  );
}

function Check({
  form,
  name,
  label,
}: {
  form: Form;
  name: "useTls" | "rejectUnauthorized" | "requireReplica";
  label: string;
}) {
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

export function RocketmqBasicFields({ form }: { form: Form }) {
  const t = useTranslations("rocketmq.form");
  const errorOf = useErrors(form);
  return (
    <>
      <Field label={t("name")} isRequired help={t("nameHelp")} error={errorOf("name")}>
        <Input autoComplete="off" {...form.register("name")} />
      </Field>
      <Choice
        form={form}
        name="series"
        label={t("series")}
        help={t("seriesHelp")}
        options={[
          { value: "4.0", label: "4.0" },
          { value: "5.0", label: "5.0" },
        ]}
      />
    </>
  );
}

function EndpointFields({ form }: { form: Form }) {
  const t = useTranslations("rocketmq.form");
  const errorOf = useErrors(form);
  const [series, protocol] = useWatch({ control: form.control, name: ["series", "protocol"] });
  return (
    <>
      {series === "5.0" ? (
        <Choice
          form={form}
          name="protocol"
          label={t("protocol")}
          help={t("protocolHelp")}
          options={[
            { value: "remoting", label: t("remoting") },
            { value: "grpc", label: t("grpc") },
          ]}
        />
      ) : null}
      {series === "5.0" && protocol === "grpc" ? (
        <>
          <Field label={t("endpoints")} isRequired help={t("endpointsHelp")} error={errorOf("endpoints")}>
            <Input isMono autoComplete="off" placeholder="proxy.example.com:8081" {...form.register("endpoints")} />
          </Field>
          <Field label={t("adminNameServers")} help={t("adminHelp")} error={errorOf("adminNameServers")}>
            <Textarea isMono rows={2} spellCheck={false} {...form.register("adminNameServers")} />
          </Field>
          <Choice
            form={form}
            name="ordering"
            label={t("ordering")}
            help={t("orderingHelp")}
            options={[
              { value: "ordered", label: t("ordered") },
              { value: "unordered", label: t("unordered") },
            ]}
          />
        </>
      ) : (
        <Field label={t("nameServers")} isRequired help={t("nameServersHelp")} error={errorOf("nameServers")}>
          <Textarea
            isMono
            rows={2}
            spellCheck={false}
            placeholder="namesrv.example.com:9876"
            {...form.register("nameServers")}
          />
        </Field>
      )}
    </>
  );
}

function TlsFields({ form }: { form: Form }) {
  const t = useTranslations("rocketmq.form");
  const errorOf = useErrors(form);
  const [useTls, isVerified] = useWatch({ control: form.control, name: ["useTls", "rejectUnauthorized"] });
  return (
    <div className="space-y-3">
      <Check form={form} name="useTls" label={t("useTls")} />
      {useTls ? (
        <div className="space-y-3 border-l-2 border-line pl-4">
          <Check form={form} name="rejectUnauthorized" label={t("verify")} />
          {isVerified ? null : <p className="text-warning-fg">{t("verifyOff")}</p>}
          <Field label={t("ca")} error={errorOf("ca")}>
            <Textarea isMono rows={3} spellCheck={false} {...form.register("ca")} />
          </Field>
        </div>
      ) : null}
    </div>
  );
}

export function RocketmqConnectionFields({ form, stored }: { form: Form; stored: RocketmqInstance | undefined }) {
  const t = useTranslations("rocketmq.form");
  const errorOf = useErrors(form);
  const isTokenStored = stored?.hasSecurityToken ?? false;
  return (
    <>
      <EndpointFields form={form} />
      <h3 className="border-t border-line pt-4 text-sm font-semibold">{t("access")}</h3>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("accessKey")} error={errorOf("accessKey")}>
          <Input isMono autoComplete="off" {...form.register("accessKey")} />
        </Field>
        <Field label={t("secretKey")} error={errorOf("secretKey")}>
          <SecretInput
            isStored={stored?.hasSecretKey ?? false}
            storedHint={t("stored")}
            {...form.register("secretKey")}
          />
        </Field>
      </div>
      <TlsFields form={form} />
      <details>
        <summary className="min-h-6 w-fit text-link">{t("advanced")}</summary>
        <div className="mt-3 flex flex-col gap-4">
          <Field label={t("namespace")} help={t("namespaceHelp")} error={errorOf("namespace")}>
            <Input isMono autoComplete="off" {...form.register("namespace")} />
          </Field>
          <Field label={t("securityToken")} error={errorOf("securityToken")}>
            <SecretInput isStored={isTokenStored} storedHint={t("stored")} {...form.register("securityToken")} />
          </Field>
        </div>
      </details>
    </>
  );
}

export function ReplicaField({ form }: { form: Form }) {
  const t = useTranslations("rocketmq.form");
  return <Check form={form} name="requireReplica" label={t("requireReplica")} />;
}
