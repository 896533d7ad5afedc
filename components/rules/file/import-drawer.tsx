"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ChangeEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Drawer } from "@/components/ui/drawer";
import { Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Textarea } from "@/components/ui/textarea";
import { formatBytes } from "@/lib/format/number";
import { limits } from "@/lib/limits";
import { useApiErrorText } from "../use-api-error-text";
import { ImportResult } from "./import-result";
import { useImport } from "./use-import";

type Import = ReturnType<typeof useImport>;

const kib = limits.ruleFileBytesMax / 1024;

function FileStep({ task }: { task: Import }) {
  const t = useTranslations("transfer");
  const locale = useLocale();
  const errorText = useApiErrorText();
  const [problem, setProblem] = useState<string>();
  async function handleFile(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (file === undefined) {
      return;
    }
    if (file.size > limits.ruleFileBytesMax) {
      setProblem(t("tooLarge", { name: file.name, size: formatBytes(file.size, locale), kib }));
      return;
    }
    try {
      task.setYaml(await file.text());
      setProblem(undefined);
    } catch {
      setProblem(t("unreadable", { name: file.name }));
    }
  }
  return (
    <div className="space-y-4">
      <Field label={t("file")} help={t("fileHelp", { kib, count: limits.rulesPerRequestMax })} error={problem}>
        <input
          type="file"
          accept=".yaml,.yml,.json,application/yaml"
          onChange={(event) => void handleFile(event)}
          aria-label={t("file")}
          className="block w-full file:mr-3 file:h-8 file:rounded-xs file:border file:border-control-line file:bg-bg file:px-3 file:text-fg"
        />
      </Field>
      <Field label={t("text")}>
        <Textarea
          rows={18}
          isMono
          spellCheck={false}
          value={task.yaml}
          onChange={(event) => task.setYaml(event.target.value)}
        />
      </Field>
      {task.plan.error === null ? null : <InlineMessage tone="error">{errorText(task.plan.error)}</InlineMessage>}
    </div>
  );
}

function Footer({ task, onClose }: { task: Import; onClose: () => void }) {
  const t = useTranslations("transfer");
  const planned = task.plan.data;
  if (task.stage === "applied") {
    return <Button onClick={onClose}>{t("close")}</Button>;
  }
  if (planned === undefined) {
    return (
      <Button
        variant="primary"
        isPending={task.plan.isPending}
        isDisabled={task.yaml.trim() === ""}
        onClick={() => task.plan.mutate()}
      >
        {t("preview")}
      </Button>
    );
  }
  const count = (planned.counts.create ?? 0) + (planned.counts.change ?? 0);
  return (
    <>
      <Button
        variant="primary"
        isPending={task.apply.isPending}
        disabledReason={count === 0 ? t("nothingToApply") : undefined}
        onClick={() => task.apply.mutate(planned)}
      >
        {t("apply", { count })}
      </Button>
      <Button onClick={task.backToFile}>{t("edit")}</Button>
    </>
  );
}

/** Paste or choose a file, see what it would do, apply it, see what it did. */
export interface ImportDrawerProps {
  instanceId: string;
  onClose: () => void;
}

export function ImportDrawer({ instanceId, onClose }: ImportDrawerProps) {
  const t = useTranslations("transfer");
  const errorText = useApiErrorText();
  const task = useImport(instanceId);
  const result = task.apply.data ?? task.plan.data;
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title")}
      description={t("intro")}
      width="xl"
      footer={<Footer task={task} onClose={onClose} />}
    >
      {result === undefined ? <FileStep task={task} /> : <ImportResult result={result} />}
      {task.apply.error === null ? null : (
        <InlineMessage tone="error" className="mt-3">
          {errorText(task.apply.error)}
        </InlineMessage>
      )}
      {task.stage === "file" ? (
        <Checkbox isChecked={task.shouldMove} onCheckedChange={task.setShouldMove} className="mt-4">
          {t("backlog")}
        </Checkbox>
      ) : null}
    </Drawer>
  );
}
