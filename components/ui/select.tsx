"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { itemClassName, popupClassName, selectClassName } from "./control-styles";
import { useOpenAtFirst } from "./late-trigger";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** Second line, such as why the option is disabled. */
  hint?: ReactNode;
  isDisabled?: boolean;
}

export interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string | undefined;
  isDisabled?: boolean;
  className?: string;
  name?: string;
  onBlur?: () => void;
  "aria-label"?: string;
  /** It takes the place of a pressed `FilterSelect`. */
  isOpenAtFirst?: boolean;
}

/** One of a few choices. Label it with `Field` or `aria-label`; for long or remote lists use `Combobox`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, placeholder, isDisabled = false, className, name, onBlur } = props;
  const triggerRef = useOpenAtFirst(props.isOpenAtFirst ?? false);
  function handleChange(next: Value | null) {
    if (next !== null) {
      onValueChange(next);
    }
  }
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={handleChange}
      disabled={isDisabled}
      name={name}
      modal={false}
    >
      <Base.Trigger
        ref={triggerRef}
        aria-label={props["aria-label"]}
        onBlur={onBlur}
        className={selectClassName(className)}
      >
        <Base.Value className="truncate data-placeholder:text-fg-help" placeholder={placeholder} />
        <Base.Icon className="text-fg-help">
          <ChevronDown aria-hidden className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={2} className="z-(--z-popup) outline-none">
          <Base.Popup className={popupClassName}>
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.isDisabled ?? false}
                  className={itemClassName}
                >
                  <span className="min-w-0 flex-1">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.hint === undefined ? null : <span className="block text-fg-help">{option.hint}</span>}
                  </span>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-3.5" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
