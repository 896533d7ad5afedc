"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { Card } from "@/components/ui/card";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Link } from "@/components/ui/link";
import type { RuleForm, WizardStep } from "./rule-form";

function EditLink({ step, label }: { step: WizardStep; label: string }) {
  const tCommon = useTranslations("common");
  return (
    <Link href={`?step=${step}`} scroll={false} aria-label={label} className="inline-flex min-h-6 items-center">
      {tCommon("edit")}
    </Link>
  );
}

/** What the earlier steps say, read-only, each with a way back. */
export function RuleSummary() {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const values = useWatch<RuleForm>();
  return (
    <Card title={t("summary")}>
      <section aria-labelledby="summary-basic">
        <div className="mb-2 flex items-baseline justify-between gap-3">
          <h3 id="summary-basic" className="font-semibold">
            {t("step.basic")}
          </h3>
          <EditLink step="basic" label={t("editStep", { step: t("step.basic") })} />
        </div>
        <KeyValueList
          columns={1}
          items={[
            { id: "id", label: t("ruleId"), value: <span className="font-mono wrap-anywhere">{values.ruleId}</span> },
            { id: "description", label: t("description"), value: values.description || tCommon("none") },
            { id: "status", label: t("status"), value: values.status === "enabled" ? t("enable") : t("disable") },
            { id: "type", label: t("type"), value: tCommon(`ruleType.${values.type ?? "dataOutbound"}`) },
          ]}
        />
      </section>
      <section aria-labelledby="summary-source" className="mt-4 border-t border-line pt-4">
        <div className="mb-2 flex items-baseline justify-between gap-3">
          <h3 id="summary-source" className="font-semibold">
            {t("step.source")}
          </h3>
          <EditLink step="source" label={t("editStep", { step: t("step.source") })} />
        </div>
        <KeyValueList
          columns={1}
          items={[
            {
              id: "topic",
              label: t("sourceTopic"),
              value: <span className="font-mono wrap-anywhere">{values.source?.topic}</span>,
            },
          ]}
        />
      </section>
    </Card>
  );
}
