"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { Textarea } from "@/components/ui/textarea";
import { formatBytes } from "@/lib/format/number";
import { useApiErrorText } from "../use-api-error-text";
import { checkSampleTopic } from "./check-sample-topic";
import { PreviewedMessageView } from "./previewed-message";
import type { Sample } from "./sample";
import { type PreviewTarget, usePreview } from "./use-preview";

export interface MappingPreviewProps {
  instanceId: string;
  parentTopic: string;
  target: PreviewTarget;
  sample: Sample;
  onSample: (sample: Sample) => void;
}

const qosLevels = ["0", "1", "2"] as const;
const payloadLengthMax = 16_384;

function PayloadField({ sample, onSample }: Pick<MappingPreviewProps, "sample" | "onSample">) {
  const t = useTranslations("evidence");
  const locale = useLocale();
  if (sample.encoding === "base64") {
    const size = formatBytes(Math.floor((sample.payload.length * 3) / 4), locale);
    return (
      <InlineMessage
        action={
          <Button size="s" onClick={() => onSample({ ...sample, payload: "", encoding: "utf8" })}>
            {t("typePayload")}
          </Button>
        }
      >
        {t("payloadBinary", { size })}
      </InlineMessage>
    );
  }
  return (
    <Field label={t("payload")}>
      <Textarea
        isMono
        rows={3}
        maxLength={payloadLengthMax}
        value={sample.payload}
        spellCheck={false}
        onChange={(event) => onSample({ ...sample, payload: event.target.value })}
      />
    </Field>
  );
}

/** What a consumer of the RocketMQ topic will get of a message, as the runtime itself makes it. */
export function MappingPreview({ instanceId, parentTopic, target, sample, onSample }: MappingPreviewProps) {
  const t = useTranslations("evidence");
  const tProblem = useTranslations("rules.wizard.mapping");
  const errorText = useApiErrorText();
  const problem = checkSampleTopic(sample.topic, parentTopic);
  const preview = usePreview(instanceId, sample, target, problem === undefined);
  return (
    <Card title={t("previewTitle")}>
      <div className="flex flex-col gap-4">
        <p className="text-fg-secondary">{t("previewIntro")}</p>
        <Field
          label={t("sampleTopic")}
          error={problem === undefined ? undefined : tProblem(`problem.${problem}`, { topic: parentTopic })}
        >
          <Input
            isMono
            value={sample.topic}
            onChange={(event) => onSample({ ...sample, topic: event.target.value })}
            autoComplete="off"
          />
        </Field>
        <PayloadField sample={sample} onSample={onSample} />
        <div className="grid gap-4 sm:grid-cols-[6rem_1fr]">
          <Field label={t("qos")} isButton>
            <Select
              options={qosLevels.map((value) => ({ value, label: value }))}
              value={qosLevels[sample.qos]}
              onValueChange={(value) => onSample({ ...sample, qos: value === "0" ? 0 : value === "2" ? 2 : 1 })}
            />
          </Field>
          <Field label={t("clientId")}>
            <Input
              isMono
              maxLength={1_024}
              value={sample.clientId}
              onChange={(event) => onSample({ ...sample, clientId: event.target.value })}
              autoComplete="off"
            />
          </Field>
        </div>
        {problem !== undefined ? null : preview.isError ? (
          <InlineMessage tone="error">{errorText(preview.error)}</InlineMessage>
        ) : preview.data === undefined ? (
          <Spinner />
        ) : (
          <PreviewedMessageView message={preview.data} />
        )}
      </div>
    </Card>
  );
}
