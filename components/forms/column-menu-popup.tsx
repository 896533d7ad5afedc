"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement } from "react";
import { itemClassName, popupClassName } from "@/components/ui/control-styles";
import { useOpenAtFirst } from "@/components/ui/late-trigger";
import type { ColumnMenuProps } from "./column-menu";

export interface ColumnMenuPopupProps extends ColumnMenuProps {
  trigger: ReactElement;
}

/** Stays open, because several are chosen at once. */
export function ColumnMenuPopup({ trigger, choices, onChange }: ColumnMenuPopupProps) {
  const triggerRef = useOpenAtFirst();
  return (
    <Base.Root modal={false}>
      <Base.Trigger ref={triggerRef} render={trigger} />
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
