"use client";

import { useTranslations } from "next-intl";
import type { FieldChange } from "@/lib/rules/versions";
import { useChangeWords } from "./use-change-words";

const cellClassName = "border-b border-line py-1.5 pr-4 text-left align-top";

interface ChangeTableProps {
  changes: readonly FieldChange[];
  caption: string;
  /** There was nothing before, so there is no "From". */
  isNew?: boolean;
}

/** Field by field: what is, and what will be. The words "From" and "To" say it, not colours. */
export function ChangeTable({ changes, caption, isNew = false }: ChangeTableProps) {
  const t = useTranslations("versions");
  const words = useChangeWords();
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {(isNew ? (["field", "to"] as const) : (["field", "from", "to"] as const)).map((key) => (
            <th key={key} scope="col" className={`${cellClassName} font-semibold`}>
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }) => (
          <tr key={field}>
            <th scope="row" className={`${cellClassName} font-normal whitespace-nowrap text-fg-secondary`}>
              {words.field(field)}
            </th>
            {isNew ? null : (
              <td className={`${cellClassName} wrap-anywhere text-fg-secondary line-through decoration-fg-help`}>
                {words.value(field, from)}
              </td>
            )}
            <td className={`${cellClassName} font-medium wrap-anywhere`}>{words.value(field, to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
