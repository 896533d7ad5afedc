"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button";

export interface FilterChip {
  id: string;
  label: string;
  onRemove: () => void;
}

/** The active filters, each removable. */
export function FilterChips({ chips, onClearAll }: { chips: readonly FilterChip[]; onClearAll: () => void }) {
  const t = useTranslations("common");
  if (chips.length === 0) {
    return null;
  }
  return (
    <ul aria-label={t("activeFilters")} className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
      {chips.map((chip) => (
        <li key={chip.id} className="inline-flex h-6 items-center gap-1 rounded-xs bg-bg-muted pl-2">
          {chip.label}
          <button
            type="button"
            aria-label={t("removeFilter", { name: chip.label })}
            onClick={chip.onRemove}
            className="flex size-6 items-center justify-center rounded-xs text-fg-secondary hover:bg-bg-strong"
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
      <li>
        <Button variant="text" onClick={onClearAll}>
          {t("clearAll")}
        </Button>
      </li>
    </ul>
  );
}
