"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { buttonClassName } from "@/components/ui/button-styles";
import { CodeBlock } from "@/components/ui/code-block";
import { Drawer } from "@/components/ui/drawer";
import { InlineMessage } from "@/components/ui/inline-message";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { DeadLetterDetail } from "@/lib/dead-letters/schemas";
import { formatBytes } from "@/lib/format/number";
import { useApiErrorText } from "../use-api-error-text";
import { DeadLetterCause } from "./dead-letter-cause";
import { deadLetterBodyHref, deadLetterQuery } from "./dead-letter-queries";

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** UTF-8 where the bytes are text; hexadecimal always. */
function bodySamples(base64: string, bytes: Uint8Array) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = new TextDecoder().decode(bytes);
  return [
    { id: "text", label: "UTF-8", code: text },
    { id: "hex", label: "Hex", code: hex },
    { id: "base64", label: "Base64", code: base64 },
  ];
}

function Content({ letter }: { letter: DeadLetterDetail }) {
  const t = useTranslations("rules.deadLetters");
  const locale = useLocale();
  const bytes = bytesOf(letter.bodyBase64);
  return (
    <div className="flex flex-col gap-4">
      <KeyValueList
        columns={1}
        items={[
          {
            id: "topic",
            label: t("topic"),
            value: <span className="font-mono wrap-anywhere">{letter.mqttTopic}</span>,
          },
          { id: "qos", label: t("qos"), value: letter.qos },
          { id: "cause", label: t("cause"), value: <DeadLetterCause letter={letter} /> },
          { id: "first", label: t("firstAttempt"), value: <Time value={letter.createdAt} /> },
          { id: "last", label: t("lastAttempt"), value: <Time value={letter.lastAttemptAt ?? letter.createdAt} /> },
          { id: "redrives", label: t("redrives"), value: t("redriveCount", { count: letter.redriveCount ?? 0 }) },
          { id: "size", label: t("size"), value: formatBytes(letter.bodyBytes, locale) },
        ]}
      />
      <h3 className="font-semibold">{t("properties")}</h3>
      <KeyValueList
        columns={1}
        items={Object.entries(letter.properties).map(([name, value]) => ({
          id: name,
          label: <span className="font-mono wrap-anywhere">{name}</span>,
          value: <span className="font-mono wrap-anywhere">{value}</span>,
        }))}
      />
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-semibold">{t("body")}</h3>
        <a
          href={deadLetterBodyHref(letter.ruleId, letter.id)}
          download={`${letter.ruleId}-${letter.id}.bin`}
          className={buttonClassName("normal", "s")}
        >
          <Download aria-hidden className="size-3.5" />
          {t("download")}
        </a>
      </div>
      <CodeBlock samples={bodySamples(letter.bodyBase64, bytes)} label={t("body")} />
      {letter.isBodyTruncated ? (
        <InlineMessage>
          {t("truncated", { shown: formatBytes(bytes.length, locale), size: formatBytes(letter.bodyBytes, locale) })}
        </InlineMessage>
      ) : null}
    </div>
  );
}

export interface DeadLetterDrawerProps {
  ruleId: string;
  id: number;
  onClose: () => void;
  onRedrive: () => void;
  onDiscard: () => void;
}

/** One rejected message with its cause, properties and body. */
export function DeadLetterDrawer({ ruleId, id, onClose, onRedrive, onDiscard }: DeadLetterDrawerProps) {
  const t = useTranslations("rules.deadLetters");
  const errorText = useApiErrorText();
  const letter = useQuery(deadLetterQuery(ruleId, id));
  return (
    <Drawer
      isOpen
      isDismissedByPressOutside
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          onClose();
        }
      }}
      title={t("detailTitle", { id })}
      footer={
        <>
          <Button onClick={onRedrive}>{t("redrive")}</Button>
          <Button onClick={onDiscard}>{t("discard")}</Button>
        </>
      }
    >
      {letter.isError ? (
        <InlineMessage tone="error">{errorText(letter.error)}</InlineMessage>
      ) : letter.data === undefined ? (
        <Skeleton className="h-48 w-full" />
      ) : (
        <Content letter={letter.data} />
      )}
    </Drawer>
  );
}
