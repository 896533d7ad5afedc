"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Controller, useFormContext, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Input } from "@/components/ui/input";
import { rocketmqTopicsQuery } from "../rule-queries";
import { useApiErrorText } from "../use-api-error-text";
import { useDebounced } from "../use-debounced";
import { CreateRocketmqTopicDialog } from "./create-rocketmq-topic-dialog";
import type { RuleForm } from "./rule-form";

interface TopicControlProps {
  value: string;
  onChange: (value: string) => void;
  onBlur: () => void;
}

/** The cluster's own list; typing by hand only where the list cannot be had. */
function TopicControl({ value, onChange, onBlur }: TopicControlProps) {
  const t = useTranslations("rules.wizard");
  const rocketmqInstanceId = useWatch<RuleForm, "destination.rocketmqInstanceId">({
    name: "destination.rocketmqInstanceId",
  });
  const [search, setSearch] = useState("");
  const q = useDebounced(search === value ? "" : search, 300);
  const topics = useQuery(rocketmqTopicsQuery(rocketmqInstanceId, q));
  if (topics.isError) {
    return (
      <Input
        isMono
        className="flex-1"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        autoComplete="off"
      />
    );
  }
  const options: ComboboxOption[] = (topics.data?.items ?? []).map((topic) => ({
    value: topic.name,
    label: topic.name,
    hint: t("topicHint", { queues: topic.queueCount, type: topic.messageType }),
  }));
  if (value !== "" && !options.some((option) => option.value === value)) {
    options.unshift({ value, label: value });
  }
  return (
    <Combobox
      isMono
      className="min-w-0 flex-1"
      options={options}
      value={value === "" ? null : value}
      onValueChange={(next) => onChange(next ?? "")}
      onBlur={onBlur}
      onSearch={setSearch}
      isDisabled={rocketmqInstanceId === ""}
      isLoading={rocketmqInstanceId !== "" && topics.isPending}
      placeholder={rocketmqInstanceId === "" ? t("chooseInstanceFirst") : t("rocketmqTopicPlaceholder")}
    />
  );
}

function ListProblem() {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const errorText = useApiErrorText();
  const rocketmqInstanceId = useWatch<RuleForm, "destination.rocketmqInstanceId">({
    name: "destination.rocketmqInstanceId",
  });
  const topics = useQuery(rocketmqTopicsQuery(rocketmqInstanceId, ""));
  if (topics.isSuccess && topics.data.total === 0) {
    return <InlineMessage>{t("noRocketmqTopics")}</InlineMessage>;
  }
  if (!topics.isError) {
    return null;
  }
  return (
    <InlineMessage
      tone="error"
      title={t("topicsUnreachable")}
      action={
        <Button size="s" isPending={topics.isFetching} onClick={() => topics.refetch()}>
          {tCommon("retry")}
        </Button>
      }
    >
      {errorText(topics.error)}
    </InlineMessage>
  );
}

export function RocketmqTopicField() {
  const t = useTranslations("rules.wizard");
  const { control, setValue } = useFormContext<RuleForm>();
  const rocketmqInstanceId = useWatch({ control, name: "destination.rocketmqInstanceId" });
  const [isCreating, setIsCreating] = useState(false);
  return (
    <>
      <Controller
        control={control}
        name="destination.topic"
        render={({ field, fieldState }) => (
          <Field label={t("rocketmqTopic")} isRequired help={t("rocketmqTopicHelp")} error={fieldState.error?.message}>
            <div className="flex gap-2" id="destination.topic">
              <TopicControl value={field.value} onChange={field.onChange} onBlur={field.onBlur} />
              <Button
                icon={<Plus aria-hidden className="size-3.5" />}
                disabledReason={rocketmqInstanceId === "" ? t("chooseInstanceFirst") : undefined}
                onClick={() => setIsCreating(true)}
              >
                {t("createTopic")}
              </Button>
            </div>
          </Field>
        )}
      />
      <ListProblem />
      <CreateRocketmqTopicDialog
        rocketmqInstanceId={rocketmqInstanceId}
        isOpen={isCreating}
        onOpenChange={setIsCreating}
        onCreated={(name) => {
          setIsCreating(false);
          setValue("destination.topic", name, { shouldDirty: true, shouldValidate: true });
        }}
      />
    </>
  );
}
