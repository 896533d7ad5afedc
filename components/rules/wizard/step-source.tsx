"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Link } from "@/components/ui/link";
import type { Topic } from "@/lib/instances/schemas";
import { topicsQuery } from "../rule-queries";
import { useApiErrorText } from "../use-api-error-text";
import { useDebounced } from "../use-debounced";
import { CreateTopicDialog } from "./create-topic-dialog";
import { ObservedSubtopics } from "./observed-subtopics";
import type { RuleForm } from "./rule-form";
import type { Sample } from "./sample";

export interface StepSourceProps {
  instanceId: string;
  /** Own ID while editing: the rule's own topic is not taken. */
  ruleId: string | undefined;
  rulesHref: string;
  onSample: (sample: Sample) => void;
}

function isTaken(topic: Topic, ruleId: string | undefined): boolean {
  return topic.outboundRuleId !== undefined && topic.outboundRuleId !== ruleId;
}

function TakenTopics({ topics, rulesHref }: { topics: readonly Topic[]; rulesHref: string }) {
  const t = useTranslations("rules.wizard");
  if (topics.length === 0) {
    return null;
  }
  return (
    <details className="text-fg-secondary">
      <summary className="min-h-6 leading-6">{t("takenTopics", { count: topics.length })}</summary>
      <ul className="mt-1 max-h-40 overflow-y-auto pl-4">
        {topics.map((topic) => (
          <li key={topic.name} className="leading-6">
            <span className="font-mono">{topic.name}</span> {t("hasOutboundRule")}{" "}
            <Link href={`${rulesHref}/${encodeURIComponent(topic.outboundRuleId ?? "")}`}>{topic.outboundRuleId}</Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Step 2: Configure Rule Source. */
export function StepSource({ instanceId, ruleId, rulesHref, onSample }: StepSourceProps) {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const errorText = useApiErrorText();
  const { control, setValue, watch } = useFormContext<RuleForm>();
  const chosen = watch("source.topic");
  const [search, setSearch] = useState("");
  const [isCreating, setIsCreating] = useState(false);
  // The text of the choice itself is no search: it would hide every other topic.
  const q = useDebounced(search === chosen ? "" : search, 300);
  const topics = useQuery(topicsQuery(instanceId, q));
  const items = topics.data?.items ?? [];
  const options: ComboboxOption[] = items.map((topic) => ({
    value: topic.name,
    label: topic.name,
    isDisabled: isTaken(topic, ruleId),
    ...(isTaken(topic, ruleId)
      ? { hint: t("takenBy", { ruleId: topic.outboundRuleId ?? "" }) }
      : topic.description === ""
        ? {}
        : { hint: topic.description }),
  }));
  if (chosen !== "" && !options.some((option) => option.value === chosen)) {
    options.unshift({ value: chosen, label: chosen });
  }
  const isNone = topics.isSuccess && q === "" && topics.data.total === 0;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex max-w-120 flex-col gap-4">
        <Controller
          control={control}
          name="source.topic"
          render={({ field, fieldState }) => (
            <Field label={t("sourceTopic")} isRequired help={t("sourceTopicHelp")} error={fieldState.error?.message}>
              <div className="flex gap-2" id="source.topic">
                <Combobox
                  isMono
                  className="min-w-0 flex-1"
                  options={options}
                  value={field.value === "" ? null : field.value}
                  onValueChange={(value) => field.onChange(value ?? "")}
                  onBlur={field.onBlur}
                  onSearch={setSearch}
                  isLoading={topics.isPending}
                  placeholder={t("sourceTopicPlaceholder")}
                  {...(topics.isError ? { error: errorText(topics.error) } : {})}
                />
                <Button icon={<Plus aria-hidden className="size-3.5" />} onClick={() => setIsCreating(true)}>
                  {t("createTopic")}
                </Button>
              </div>
            </Field>
          )}
        />
        {topics.isError ? (
          <InlineMessage
            tone="error"
            action={
              <Button size="s" onClick={() => topics.refetch()}>
                {tCommon("retry")}
              </Button>
            }
          >
            {errorText(topics.error)}
          </InlineMessage>
        ) : null}
        {isNone ? <InlineMessage>{t("noTopics")}</InlineMessage> : null}
        <TakenTopics topics={items.filter((topic) => isTaken(topic, ruleId))} rulesHref={rulesHref} />
      </div>
      <ObservedSubtopics instanceId={instanceId} topic={chosen} onUse={onSample} />
      <CreateTopicDialog
        instanceId={instanceId}
        isOpen={isCreating}
        onOpenChange={setIsCreating}
        onCreated={(name) => {
          setIsCreating(false);
          setValue("source.topic", name, { shouldDirty: true, shouldValidate: true });
        }}
      />
    </div>
  );
}
