"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { UserProperty } from "./message-log";

/** `id` keeps a row's focus while it is typed in. */
export interface UserPropertyRow extends UserProperty {
  id: number;
}

const rowsMax = 32;

/** Keys may repeat; a row without a key is left out. */
export function toFilledProperties(rows: readonly UserPropertyRow[]): UserProperty[] {
  return rows.filter(({ key }) => key !== "").map(({ key, value }) => ({ key, value }));
}

export interface UserPropertyRowsProps {
  rows: readonly UserPropertyRow[];
  onChange: (rows: UserPropertyRow[]) => void;
}

export function UserPropertyRows({ rows, onChange }: UserPropertyRowsProps) {
  const t = useTranslations("testClient.properties");
  const change = (id: number, part: Partial<UserProperty>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const nextId = Math.max(0, ...rows.map(({ id }) => id)) + 1;
  return (
    <FieldGroup label={t("title")}>
      <div className="space-y-2">
        {rows.map((row) => (
          <div key={row.id} className="flex items-center gap-2">
            {(["key", "value"] as const).map((name) => (
              <Input
                key={name}
                isMono
                aria-label={t(name)}
                placeholder={t(name)}
                value={row[name]}
                maxLength={1024}
                onChange={(event) => change(row.id, { [name]: event.target.value })}
              />
            ))}
            <IconButton
              label={t("remove", { name: row.key })}
              icon={<X aria-hidden />}
              onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
            />
          </div>
        ))}
        <Button
          size="s"
          icon={<Plus aria-hidden className="size-3.5" />}
          isDisabled={rows.length >= rowsMax}
          onClick={() => onChange([...rows, { id: nextId, key: "", value: "" }])}
        >
          {t("add")}
        </Button>
      </div>
    </FieldGroup>
  );
}
