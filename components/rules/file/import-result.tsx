"use client";

import { useTranslations } from "next-intl";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { InlineMessage } from "@/components/ui/inline-message";
import { type Column, Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { ErrorCode } from "@/lib/error-codes";
import type { ImportedRule, ImportRulesResult } from "@/lib/rules/files";
import { ChangeTable } from "../change-table";
import { useRefusalText } from "../use-api-error-text";
import { useChangeWords } from "../use-change-words";

const tones: Record<ImportedRule["outcome"], TagTone> = {
  create: "success",
  change: "info",
  unchanged: "neutral",
  refused: "danger",
};

function Refusal({ item }: { item: ImportedRule }) {
  const t = useTranslations("transfer");
  const words = useChangeWords();
  const refusalText = useRefusalText();
  const fieldMessage = useFieldMessage();
  // safe because the server names codes of this very list
  const code = (item.code ?? "INTERNAL") as ErrorCode;
  const fields = code === "VALIDATION" ? (item.errors ?? []) : [];
  return fields.length === 0 ? (
    <p className="text-danger-fg">{refusalText(code, item.message ?? "")}</p>
  ) : (
    <ul className="text-danger-fg">
      {fields.map(({ field, message }) => (
        <li key={field}>{t("fieldProblem", { field: words.field(field), message: fieldMessage(message) ?? "" })}</li>
      ))}
    </ul>
  );
}

function useColumns(isDone: boolean): Column<ImportedRule>[] {
  const t = useTranslations("transfer");
  return [
    { id: "position", header: t("position"), align: "right", className: "w-12", cell: ({ position }) => position },
    {
      id: "ruleId",
      header: t("ruleId"),
      className: "min-w-40",
      cell: ({ ruleId }) =>
        ruleId === undefined ? (
          <span className="text-fg-help">{t("noRuleId")}</span>
        ) : (
          <span className="font-mono wrap-anywhere">{ruleId}</span>
        ),
    },
    {
      id: "result",
      header: t("result"),
      className: "w-28",
      cell: ({ outcome }) => <Tag tone={tones[outcome]}>{t(`${isDone ? "done" : "outcome"}.${outcome}`)}</Tag>,
    },
    {
      id: "details",
      header: t("details"),
      className: "w-full",
      cell: (item) =>
        item.outcome === "refused" ? (
          <Refusal item={item} />
        ) : item.changes.length === 0 ? null : (
          <ChangeTable
            changes={item.changes}
            caption={t("changesOf", { ruleId: item.ruleId ?? "" })}
            isNew={item.outcome === "create"}
          />
        ),
    },
  ];
}

/** Rule by rule: what would happen, or what did. */
export function ImportResult({ result }: { result: ImportRulesResult }) {
  const t = useTranslations("transfer");
  const columns = useColumns(!result.dryRun);
  const { create = 0, change = 0, unchanged = 0, refused = 0 } = result.counts;
  const counts = { create, change, unchanged, refused };
  return (
    <div className="space-y-3">
      <InlineMessage
        tone={refused > 0 ? "warning" : result.dryRun ? "info" : "success"}
        title={result.dryRun ? t("planned") : t("applied")}
      >
        {result.dryRun ? t("summary", counts) : t("summaryDone", counts)}
      </InlineMessage>
      <Table caption={t("caption")} columns={columns} rows={result.items} rowKey={({ position }) => String(position)} />
    </div>
  );
}
