"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { memo } from "react";
import { Tag } from "@/components/ui/tag";
import { toHexDump, toIndentedJson, toText } from "@/lib/format/body";
import { formatBytes } from "@/lib/format/number";
import type { LogEntry, SentState } from "./message-log";

export type BodyForm = "text" | "json" | "hex";

/** The form asked for, or the next plainer one that the body has. */
export function toShownBody(body: Uint8Array, isCut: boolean, form: BodyForm): string {
  const text = form === "hex" ? undefined : toText(body, isCut);
  if (text === undefined) {
    return toHexDump(body);
  }
  return form === "json" ? (toIndentedJson(text) ?? text) : text;
}

function SentNote({ state }: { state: SentState }) {
  const t = useTranslations("testClient.log");
  const format = useFormatter();
  if (state.kind === "done") {
    return (
      <span className="text-success-fg">{t("acknowledged", { ms: format.number(Math.round(state.tookMs)) })}</span>
    );
  }
  if (state.kind === "pending") {
    return <span className="text-fg-secondary">{t("waiting")}</span>;
  }
  return (
    <span className="text-danger-fg">{t(state.reason === "" ? "unanswered" : "failed", { reason: state.reason })}</span>
  );
}

/** One message, sent or received. */
export const LogItem = memo(function LogItem({ entry, form }: { entry: LogEntry; form: BodyForm }) {
  const t = useTranslations("testClient.log");
  const locale = useLocale();
  const format = useFormatter();
  const isCut = entry.body.length < entry.payloadBytes;
  return (
    <li className="space-y-1.5 px-4 py-3 [contain-intrinsic-size:auto_6rem] [content-visibility:auto]">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Tag tone={entry.kind === "sent" ? "info" : "success"}>{t(entry.kind)}</Tag>
        <span className="min-w-0 font-mono wrap-anywhere">{entry.topic}</span>
        <span className="ml-auto text-fg-secondary tabular-nums">
          {format.dateTime(entry.atMs, {
            hour: "2-digit",
            minute: "2-digit",
            second: "2-digit",
            fractionalSecondDigits: 3,
            hourCycle: "h23",
          })}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-fg-secondary">
        <span>{t("qos", { qos: entry.qos })}</span>
        <span>{formatBytes(entry.payloadBytes, locale)}</span>
        {entry.isRetained ? <span>{t("retained")}</span> : null}
        {entry.kind === "received" && entry.isDuplicate ? <span>{t("duplicate")}</span> : null}
        {entry.userProperties.map(({ key, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys repeat, and the list never changes
          <span key={index} className="font-mono wrap-anywhere">
            {key}={value}
          </span>
        ))}
        {entry.kind === "sent" && entry.qos > 0 ? <SentNote state={entry.state} /> : null}
      </div>
      {entry.payloadBytes === 0 ? (
        <p className="text-fg-help">{t("noBody")}</p>
      ) : (
        <pre className="max-h-60 overflow-auto rounded-xs bg-bg-subtle p-2 font-mono leading-5 wrap-anywhere whitespace-pre-wrap">
          {toShownBody(entry.body, isCut, form)}
        </pre>
      )}
      {isCut ? <p className="text-fg-help">{t("cut", { shown: formatBytes(entry.body.length, locale) })}</p> : null}
    </li>
  );
});
