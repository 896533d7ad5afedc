"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import type { ColumnChoice } from "./use-shown-columns";

export interface ColumnChooserProps {
  choices: readonly ColumnChoice[];
  toggle: (id: string) => void;
  reset: () => void;
}

/** Which columns a list shows; remembered in this browser. */
export function ColumnChooser({ choices, toggle, reset }: ColumnChooserProps) {
  const t = useTranslations("common");
  const isAll = choices.every(({ isShown }) => isShown);
  return (
    <Popover
      title={t("columns")}
      align="end"
      trigger={<IconButton label={t("columns")} icon={<Columns3 aria-hidden />} />}
    >
      <ul>
        {choices.map(({ id, label, isShown }) => (
          <li key={id}>
            <Checkbox isChecked={isShown} onCheckedChange={() => toggle(id)}>
              {label}
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button size="s" className="mt-2" isDisabled={isAll} onClick={reset}>
        {t("showAllColumns")}
      </Button>
    </Popover>
  );
}
