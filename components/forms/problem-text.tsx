"use client";

import { useTranslations } from "next-intl";
import { CopyText } from "@/components/ui/copy-text";
import type { ShownProblem } from "./action";
import { useFieldMessage } from "./use-field-message";

/** What went wrong, by its code, with the server's own sentence and the request ID for whoever must look it up. */
export function ProblemText({ problem, hasFields = false }: { problem: ShownProblem; hasFields?: boolean }) {
  const t = useTranslations("errors");
  const fieldMessage = useFieldMessage();
  const isNamed = problem.code === "VALIDATION" && (problem.fields?.length ?? 0) > 0;
  return (
    <div className="space-y-1">
      <p>{t(`code.${problem.code}`)}</p>
      {problem.message === "" || isNamed ? null : <p className="text-fg-secondary">{problem.message}</p>}
      {isNamed && !hasFields ? (
        <ul className="list-inside list-disc">
          {problem.fields?.map((field) => (
            <li key={field.field}>
              <span className="font-mono">{field.field}</span>: {fieldMessage(field.message)}
            </li>
          ))}
        </ul>
      ) : null}
      {problem.requestId === undefined ? null : <CopyText text={problem.requestId} name={t("requestId")} />}
    </div>
  );
}
