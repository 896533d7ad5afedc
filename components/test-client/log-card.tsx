"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { type BodyForm, LogItem } from "./log-item";
import { entriesMax, type LogView, type MessageLog } from "./message-log";

const forms = ["text", "json", "hex"] as const;

export function LogCard({ log, view }: { log: MessageLog; view: LogView }) {
  const t = useTranslations("testClient.log");
  const [form, setForm] = useState<BodyForm>("json");
  return (
    <Card
      title={t("title")}
      isFlush
      actions={
        <>
          <Segmented
            label={t("form")}
            options={forms.map((value) => ({ value, label: t(`as.${value}`) }))}
            value={form}
            onValueChange={setForm}
          />
          <Button onClick={() => log.setPaused(!view.isPaused)} aria-pressed={view.isPaused}>
            {view.isPaused ? t("resume", { count: view.newCount }) : t("pause")}
          </Button>
          <Button onClick={() => log.clear()}>{t("clear")}</Button>
        </>
      }
    >
      {view.entries.length === 0 ? (
        <EmptyState title={t("empty")} description={t("emptyHint")} />
      ) : (
        <ol aria-label={t("title")} className="divide-y divide-line">
          {view.entries.map((entry) => (
            <LogItem key={entry.id} entry={entry} form={form} />
          ))}
        </ol>
      )}
      {view.droppedCount > 0 ? (
        <p className="border-t border-line px-4 py-2 text-fg-help">
          {t("bounded", { shown: entriesMax, dropped: view.droppedCount })}
        </p>
      ) : null}
    </Card>
  );
}
