"use client";

import { useTranslations } from "next-intl";
import { Controller, useFormContext, useWatch } from "react-hook-form";
import { Counter, Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { limits } from "@/lib/limits";
import { availableRuleTypes, ruleTypes } from "@/lib/rules/kinds";
import type { RuleStatus, RuleType } from "@/lib/rules/schemas";
import { FlowPicture } from "./flow-picture";
import type { RuleForm } from "./rule-form";

export interface StepBasicProps {
  isEdit: boolean;
  /** Looks the ID up once it is entered. */
  onRuleIdEntered: () => void;
}

function RuleIdField({ isEdit, onRuleIdEntered }: StepBasicProps) {
  const t = useTranslations("rules.wizard");
  const { register, control, formState } = useFormContext<RuleForm>();
  const ruleId = useWatch({ control, name: "ruleId" });
  const { onBlur, ...field } = register("ruleId");
  return (
    <Field
      label={t("ruleId")}
      isRequired
      help={isEdit ? t("ruleIdFixed") : t("ruleIdHelp", { min: limits.ruleIdLengthMin, max: limits.ruleIdLengthMax })}
      error={formState.errors.ruleId?.message}
      aside={<Counter length={ruleId.length} lengthMax={limits.ruleIdLengthMax} />}
    >
      <Input
        {...field}
        onBlur={(event) => {
          onBlur(event).then(onRuleIdEntered, () => undefined);
        }}
        id="ruleId"
        isMono
        readOnly={isEdit}
        autoComplete="off"
        spellCheck={false}
        aria-required
      />
    </Field>
  );
}

function DescriptionField() {
  const t = useTranslations("rules.wizard");
  const { register, control, formState } = useFormContext<RuleForm>();
  const description = useWatch({ control, name: "description" });
  return (
    <Field
      label={t("description")}
      error={formState.errors.description?.message}
      aside={<Counter length={description.length} lengthMax={limits.descriptionLengthMax} />}
    >
      <Textarea {...register("description")} id="description" rows={2} />
    </Field>
  );
}

function TypeField() {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const { control } = useFormContext<RuleForm>();
  return (
    <FieldGroup label={t("type")} isRequired>
      <Controller
        control={control}
        name="type"
        render={({ field }) => (
          <RadioGroup<RuleType>
            look="card"
            aria-label={t("type")}
            value={field.value}
            onValueChange={(value) => {
              if (value === "dataOutbound") {
                field.onChange(value);
              }
            }}
            options={ruleTypes.map((type) => {
              const isAvailable = availableRuleTypes.includes(type);
              return {
                value: type,
                label: tCommon(`ruleType.${type}`),
                description: (
                  <>
                    {t(`typeHelp.${type}`)}
                    {isAvailable ? null : <span className="mt-1 block font-medium">{t("notAvailableYet")}</span>}
                  </>
                ),
                picture: <FlowPicture type={type} />,
                isDisabled: !isAvailable,
              };
            })}
          />
        )}
      />
    </FieldGroup>
  );
}

/** Step 1: Configure Basic Information. */
export function StepBasic(props: StepBasicProps) {
  const t = useTranslations("rules.wizard");
  const { control } = useFormContext<RuleForm>();
  return (
    <>
      <div className="flex max-w-120 flex-col gap-4">
        <RuleIdField {...props} />
        <DescriptionField />
        <FieldGroup label={t("status")} isRequired help={t("statusHelp")}>
          <Controller
            control={control}
            name="status"
            render={({ field }) => (
              <RadioGroup<RuleStatus>
                aria-label={t("status")}
                value={field.value}
                onValueChange={field.onChange}
                options={[
                  { value: "enabled", label: t("enable") },
                  { value: "disabled", label: t("disable") },
                ]}
              />
            )}
          />
        </FieldGroup>
      </div>
      <div className="max-w-200">
        <TypeField />
      </div>
    </>
  );
}
