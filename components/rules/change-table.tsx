"use client";

import { useTranslations } from "next-intl";
import type { FieldChange } from "@/lib/rules/versions";
import { useChangeWords } from "./use-change-words";

const cellClassName = "border-b border-line py-1.5 pr-4 text-left align-top";

/** Field by field: what is, and what will be. The words "From" and "To" say it, not colours. */
export function ChangeTable({ changes, caption }: { changes: readonly FieldChange[]; caption: string }) {
  const t = useTranslations("versions");
  const words = useChangeWords();
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {(["field", "from", "to"] as const).map((key) => (
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
            <td className={`${cellClassName} break-all text-fg-secondary line-through decoration-fg-help`}>
              {words.value(field, from)}
            </td>
            <td className={`${cellClassName} font-medium break-all`}>{words.value(field, to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
