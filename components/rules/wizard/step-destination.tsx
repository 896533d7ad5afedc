"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { MappingPreview } from "./mapping-preview";
import { Preflight } from "./preflight";
import { RocketmqInstanceField, type RocketmqInstanceFieldProps } from "./rocketmq-instance-field";
import { RocketmqTopicField } from "./rocketmq-topic-field";
import type { RuleForm } from "./rule-form";
import { RuleSummary } from "./rule-summary";
import type { Sample } from "./sample";

export interface StepDestinationProps extends RocketmqInstanceFieldProps {
  instanceId: string;
  sample: Sample;
  onSample: (sample: Sample) => void;
}

/** Step 3: Configure Rule Destination. Its summary stands in for a review page. */
export function StepDestination({ instanceId, sample, onSample, ...props }: StepDestinationProps) {
  const t = useTranslations("rules.wizard");
  const { control } = useFormContext<RuleForm>();
  const parentTopic = useWatch({ control, name: "source.topic" });
  const rocketmqInstanceId = useWatch({ control, name: "destination.rocketmqInstanceId" });
  const topic = useWatch({ control, name: "destination.topic" });
  const target = { rocketmqInstanceId, topic };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="flex max-w-120 flex-col gap-4">
        <Field label={t("destinationService")} isRequired isButton help={t("destinationServiceHelp")}>
          <Select
            options={[{ value: "rocketmq", label: t("service.rocketmq") }]}
            value="rocketmq"
            onValueChange={() => undefined}
          />
        </Field>
        <RocketmqInstanceField {...props} />
        <RocketmqTopicField />
        <p className="flex gap-2 rounded-xs bg-bg-subtle p-3">
          <ShieldCheck aria-hidden className="mt-px size-4 shrink-0 text-success-fg" />
          <span>{t("guarantee")}</span>
        </p>
        <Preflight instanceId={instanceId} sourceTopic={parentTopic} target={target} />
      </div>
      <div className="flex flex-col gap-4">
        <RuleSummary />
        <MappingPreview
          instanceId={instanceId}
          parentTopic={parentTopic}
          target={target}
          sample={sample}
          onSample={onSample}
        />
      </div>
    </div>
  );
}
