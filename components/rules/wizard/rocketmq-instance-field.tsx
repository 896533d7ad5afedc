"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Link } from "@/components/ui/link";
import { Select, type SelectOption } from "@/components/ui/select";
import type { RegionId } from "@/lib/regions";
import type { RocketmqInstance, RocketmqSeries } from "@/lib/rocketmq/schemas";
import { paths } from "@/lib/view/paths";
import { rocketmqInstancesQuery } from "../rule-queries";
import { useApiErrorText } from "../use-api-error-text";
import type { RuleForm } from "./rule-form";

export interface RocketmqInstanceFieldProps {
  regionId: RegionId;
  allowedSeries: readonly RocketmqSeries[];
}

function useOptions(items: readonly RocketmqInstance[], { regionId, allowedSeries }: RocketmqInstanceFieldProps) {
  const t = useTranslations("rules.wizard");
  return items
    .filter((instance) => instance.regionId === regionId)
    .map((instance): SelectOption<string> => {
      const isAllowed = allowedSeries.includes(instance.series);
      const hint = isAllowed
        ? t("rocketmqInstanceHint", { id: instance.instanceId, series: instance.series })
        : t("seriesUnsupported", { series: instance.series, allowed: allowedSeries.join(", ") });
      return { value: instance.instanceId, label: instance.name, hint, isDisabled: !isAllowed };
    });
}

/** RocketMQ instances of the same region; those of a series that rules cannot use are listed with the reason. */
export function RocketmqInstanceField(props: RocketmqInstanceFieldProps) {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const tEvidence = useTranslations("evidence");
  const errorText = useApiErrorText();
  const { control, setValue, getValues } = useFormContext<RuleForm>();
  const instances = useQuery(rocketmqInstancesQuery());
  const [cleared, setCleared] = useState<{ rocketmqInstanceId: string; topic: string }>();
  const options = useOptions(instances.data?.items ?? [], props);
  return (
    <>
      <Controller
        control={control}
        name="destination.rocketmqInstanceId"
        render={({ field, fieldState }) => (
          <Field
            label={t("rocketmqInstance")}
            isRequired
            isButton
            help={t("rocketmqInstanceHelp")}
            error={fieldState.error?.message}
          >
            <div id="destination.rocketmqInstanceId">
              <Select
                options={options}
                value={field.value === "" ? null : field.value}
                onValueChange={(value) => {
                  if (value !== field.value && getValues("destination.topic") !== "") {
                    // A topic belongs to its cluster.
                    setCleared({ rocketmqInstanceId: field.value, topic: getValues("destination.topic") });
                    setValue("destination.topic", "", { shouldDirty: true });
                  }
                  field.onChange(value);
                }}
                onBlur={field.onBlur}
                placeholder={instances.isPending ? tCommon("loading") : t("rocketmqInstancePlaceholder")}
              />
            </div>
          </Field>
        )}
      />
      {cleared === undefined ? null : (
        <InlineMessage
          tone="warning"
          action={
            <Button
              size="s"
              onClick={() => {
                setValue("destination.rocketmqInstanceId", cleared.rocketmqInstanceId, { shouldDirty: true });
                setValue("destination.topic", cleared.topic, { shouldDirty: true, shouldValidate: true });
                setCleared(undefined);
              }}
            >
              {tEvidence("undo")}
            </Button>
          }
        >
          {tEvidence("cleared", { topic: cleared.topic })}
        </InlineMessage>
      )}
      {instances.isError ? (
        <InlineMessage
          tone="error"
          action={
            <Button size="s" onClick={() => instances.refetch()}>
              {tCommon("retry")}
            </Button>
          }
        >
          {errorText(instances.error)}
        </InlineMessage>
      ) : null}
      {instances.isSuccess && options.length === 0 ? (
        <InlineMessage tone="warning">
          {t.rich("noRocketmqInstance", {
            link: (text) => <Link href={paths.rocketmqInstances(props.regionId)}>{text}</Link>,
          })}
        </InlineMessage>
      ) : null}
    </>
  );
}
