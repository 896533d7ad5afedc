"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { InlineMessage } from "@/components/ui/inline-message";
import { Segmented } from "@/components/ui/segmented";
import { decodeBase64, toHexDump, toIndentedJson, toText } from "@/lib/format/body";
import { formatBytes } from "@/lib/format/number";
import type { BrowsedMessage } from "@/lib/rocketmq/schemas";

type BodyView = "text" | "json" | "hex";
const views = ["text", "json", "hex"] as const;

/** A body as text, JSON or hex; starts with the richest form that it has. */
export function MessageBody({
  message,
}: {
  message: Pick<BrowsedMessage, "bodyBase64" | "bodyBytes" | "isBodyTruncated">;
}) {
  const t = useTranslations("rocketmq.browse");
  const locale = useLocale();
  const forms = useMemo(() => {
    const bytes = decodeBase64(message.bodyBase64);
    const text = toText(bytes, message.isBodyTruncated);
    return { text, json: text === undefined ? undefined : toIndentedJson(text), hex: toHexDump(bytes) };
  }, [message]);
  const [view, setView] = useState<BodyView>(
    forms.json !== undefined ? "json" : forms.text !== undefined ? "text" : "hex",
  );
  if (message.bodyBytes === 0) {
    return <p className="text-fg-help">{t("empty")}</p>;
  }
  const code = forms[view];
  return (
    <div className="space-y-2">
      <Segmented
        label={t("bodyView")}
        options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
        value={view}
        onValueChange={setView}
      />
      {message.isBodyTruncated ? (
        <InlineMessage tone="warning">{t("truncated", { size: formatBytes(message.bodyBytes, locale) })}</InlineMessage>
      ) : null}
      {code === undefined ? (
        <p className="text-fg-help">{t(view === "json" && forms.text !== undefined ? "notJson" : "notText")}</p>
      ) : (
        <CodeBlock label={t("body")} samples={[{ id: view, label: t(`view.${view}`), code }]} />
      )}
    </div>
  );
}
