"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { parseHex } from "@/lib/format/hex";
import { PublishInput } from "@/lib/instances/schemas";
import type { Publication } from "./mqtt-link";
import { type Qos, QosField } from "./qos-field";
import { toFilledProperties, type UserPropertyRow, UserPropertyRows } from "./user-property-rows";

type Encoding = "text" | "hex";

interface Draft {
  topic: string;
  body: string;
  encoding: Encoding;
  qos: Qos;
  isRetained: boolean;
  properties: readonly UserPropertyRow[];
}

interface Problems {
  topic?: string | undefined;
  body?: string | undefined;
}

function toPayload({ body, encoding }: Draft): Uint8Array | undefined {
  return encoding === "hex" ? parseHex(body) : new TextEncoder().encode(body);
}

export interface PublishCardProps {
  topic: string;
  isOpen: boolean;
  /** User properties are MQTT 5's. */
  version: 4 | 5;
  publish: (message: Publication) => Promise<void>;
}

function usePublishForm({ topic, isOpen, publish }: PublishCardProps) {
  const t = useTranslations("testClient.publish");
  const message = useFieldMessage();
  const [draft, setDraft] = useState<Draft>({
    topic: `${topic}/device-1`,
    body: '{"temperature": 21.5}',
    encoding: "text",
    qos: 1,
    isRetained: false,
    properties: [],
  });
  const [problems, setProblems] = useState<Problems>({});
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    const checked = PublishInput.shape.topic.safeParse(draft.topic);
    const payload = toPayload(draft);
    const found: Problems = {
      topic: checked.success ? undefined : message(checked.error.issues[0]?.message),
      body: payload === undefined ? t("notHex") : undefined,
    };
    setProblems(found);
    if (isOpen && found.topic === undefined && payload !== undefined) {
      const { qos, isRetained } = draft;
      void publish({
        topic: draft.topic,
        payload,
        qos,
        isRetained,
        userProperties: toFilledProperties(draft.properties),
      });
    }
  }
  return { draft, problems, handleSubmit, change: (part: Partial<Draft>) => setDraft({ ...draft, ...part }) };
}

export function PublishCard(props: PublishCardProps) {
  const t = useTranslations("testClient.publish");
  const tClient = useTranslations("testClient");
  const { draft, problems, handleSubmit, change } = usePublishForm(props);
  return (
    <Card title={t("title")}>
      <form onSubmit={handleSubmit} noValidate className="flex flex-col gap-4">
        <Field label={t("topic")} isRequired error={problems.topic}>
          <Input
            isMono
            spellCheck={false}
            autoComplete="off"
            value={draft.topic}
            onChange={(event) => change({ topic: event.target.value })}
          />
        </Field>
        <Field label={t("body")} error={problems.body} {...(draft.encoding === "hex" ? { help: t("hexHelp") } : {})}>
          <Textarea
            isMono
            rows={4}
            spellCheck={false}
            value={draft.body}
            onChange={(event) => change({ body: event.target.value })}
          />
        </Field>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <FieldGroup label={t("encoding")}>
            <Segmented
              label={t("encoding")}
              options={(["text", "hex"] as const).map((value) => ({ value, label: t(`as.${value}`) }))}
              value={draft.encoding}
              onValueChange={(encoding) => change({ encoding })}
            />
          </FieldGroup>
          <QosField value={draft.qos} onValueChange={(qos) => change({ qos })} />
          <Checkbox
            isChecked={draft.isRetained}
            onCheckedChange={(isRetained) => change({ isRetained })}
            className="h-8"
          >
            {t("retain")}
          </Checkbox>
        </div>
        {props.version === 5 ? (
          <UserPropertyRows rows={draft.properties} onChange={(properties) => change({ properties })} />
        ) : null}
        <div>
          <Button type="submit" variant="primary" disabledReason={props.isOpen ? undefined : tClient("connectFirst")}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
