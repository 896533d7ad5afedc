"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check, Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { itemClassName, popupClassName } from "@/components/ui/control-styles";
import { IconButton } from "@/components/ui/icon-button";

export interface ColumnMenuProps {
  choices: readonly { id: string; label: ReactNode; isShown: boolean }[];
  onChange: (id: string, isShown: boolean) => void;
}

/** Shows and hides columns; stays open, because several are chosen at once. */
export function ColumnMenu({ choices, onChange }: ColumnMenuProps) {
  const t = useTranslations("common");
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={<IconButton label={t("columns")} icon={<Columns3 aria-hidden />} />} />
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={4} collisionPadding={8} className="z-(--z-popup) outline-none">
          <Base.Popup className={popupClassName}>
            {choices.map(({ id, label, isShown }) => (
              <Base.CheckboxItem
                key={id}
                checked={isShown}
                onCheckedChange={(isChecked) => onChange(id, isChecked)}
                className={itemClassName}
              >
                <span className="flex size-4 items-center justify-center">
                  <Base.CheckboxItemIndicator>
                    <Check aria-hidden className="size-3.5 text-link" />
                  </Base.CheckboxItemIndicator>
                </span>
                {label}
              </Base.CheckboxItem>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
