"use client";

import { useTranslations } from "next-intl";
import { InlineMessage } from "@/components/ui/inline-message";

export interface SummaryEntry {
  field: string;
  label: string;
  message: string;
}

/** Above the step when more than one field is wrong: each line leads to its field. */
export function ErrorSummary({ entries, onGo }: { entries: readonly SummaryEntry[]; onGo: (field: string) => void }) {
  const t = useTranslations("common");
  if (entries.length < 2) {
    return null;
  }
  return (
    <InlineMessage tone="error" title={t("errorSummary", { count: entries.length })}>
      <ul className="mt-1">
        {entries.map((entry) => (
          <li key={entry.field}>
            <button type="button" className="link min-h-6 text-left" onClick={() => onGo(entry.field)}>
              {entry.label}: {entry.message}
            </button>
          </li>
        ))}
      </ul>
    </InlineMessage>
  );
}
