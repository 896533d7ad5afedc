"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { limits } from "@/lib/limits";

/** Rows while editing: `id` keeps a row's focus while its key is typed. */
export interface TagRow {
  id: string;
  key: string;
  value: string;
}

export function toTagRows(tags: Record<string, string>): TagRow[] {
  return Object.entries(tags).map(([key, value]) => ({ id: key, key, value }));
}

/** Rows without a key are left out. */
export function toTags(rows: readonly TagRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.filter((row) => row.key.trim() !== "").map((row) => [row.key.trim(), row.value.trim()]),
  );
}

export function hasDuplicateKey(rows: readonly TagRow[]): boolean {
  const keys = rows.map((row) => row.key.trim()).filter((key) => key !== "");
  return new Set(keys).size < keys.length;
}

export function TagsEditor({ rows, onChange }: { rows: readonly TagRow[]; onChange: (rows: TagRow[]) => void }) {
  const t = useTranslations("common");
  const change = (id: string, part: Partial<TagRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const isFull = rows.length >= limits.tagsPerInstance;
  return (
    <FieldGroup label={t("field.tags")} {...(hasDuplicateKey(rows) ? { error: t("tagsEditor.duplicate") } : {})}>
      <div className="space-y-2">
        {rows.map((row) => (
          <div key={row.id} className="flex items-center gap-2">
            <Input
              aria-label={t("tagsEditor.key")}
              placeholder={t("tagsEditor.key")}
              value={row.key}
              maxLength={64}
              onChange={(event) => change(row.id, { key: event.target.value })}
            />
            <Input
              aria-label={t("tagsEditor.value")}
              placeholder={t("tagsEditor.value")}
              value={row.value}
              maxLength={128}
              onChange={(event) => change(row.id, { value: event.target.value })}
            />
            <IconButton
              label={t("tagsEditor.remove", { name: row.key })}
              icon={<X aria-hidden />}
              onClick={() => onChange(rows.filter((other) => other.id !== row.id))}
            />
          </div>
        ))}
        <Button
          size="s"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => onChange([...rows, { id: `new-${Date.now()}-${rows.length}`, key: "", value: "" }])}
          disabledReason={isFull ? t("tagsEditor.limit", { count: limits.tagsPerInstance }) : undefined}
        >
          {t("tagsEditor.add")}
        </Button>
      </div>
    </FieldGroup>
  );
}
