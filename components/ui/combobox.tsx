"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { cn } from "@/lib/view/cn";
import { controlClassName, itemClassName, popupClassName } from "./control-styles";
import { useLabelId } from "./label-id";
import { Spinner } from "./spinner";

export interface ComboboxOption {
  value: string;
  label: string;
  /** Second line: details, or why the option is disabled. */
  hint?: ReactNode;
  isDisabled?: boolean;
}

export interface ComboboxProps {
  options: readonly ComboboxOption[];
  value: string | null;
  onValueChange: (value: string | null) => void;
  placeholder?: string;
  isDisabled?: boolean;
  isLoading?: boolean;
  /** Shown inside the list instead of the options, with its own Retry if it needs one. */
  error?: ReactNode;
  /** Search on the server: the list is then shown as given. Debounce in the caller. */
  onSearch?: (text: string) => void;
  /** Stays below the list, such as a "Create topic" button. */
  footer?: ReactNode;
  name?: string;
  onBlur?: () => void;
  className?: string;
  isMono?: boolean;
  "aria-label"?: string;
}

function ComboboxField(props: ComboboxProps) {
  const t = useTranslations("common");
  const labelId = useLabelId();
  return (
    <Base.InputGroup className={cn("relative w-full", props.className)}>
      <Base.Input
        aria-labelledby={props["aria-label"] === undefined ? labelId : undefined}
        placeholder={props.placeholder}
        aria-label={props["aria-label"]}
        onBlur={props.onBlur}
        className={cn(controlClassName, "h-8 pr-14", props.isMono && "font-mono")}
      />
      <div className="absolute inset-y-0 right-1 flex items-center text-fg-help">
        <Base.Clear
          aria-label={t("clear")}
          className="flex size-6 items-center justify-center rounded-xs hover:bg-bg-muted"
        >
          <X aria-hidden className="size-3.5" />
        </Base.Clear>
        <Base.Trigger aria-label={t("openList")} className="flex size-6 items-center justify-center rounded-xs">
          <ChevronDown aria-hidden className="size-3.5" />
        </Base.Trigger>
      </div>
    </Base.InputGroup>
  );
}

function ComboboxItem({ option, isMono }: { option: ComboboxOption; isMono: boolean | undefined }) {
  return (
    <Base.Item value={option.value} disabled={option.isDisabled ?? false} className={itemClassName}>
      <span className="min-w-0 flex-1">
        <span className={cn("block wrap-anywhere", isMono && "font-mono")}>{option.label}</span>
        {option.hint === undefined ? null : <span className="block text-fg-help">{option.hint}</span>}
      </span>
      <Base.ItemIndicator>
        <Check aria-hidden className="size-3.5" />
      </Base.ItemIndicator>
    </Base.Item>
  );
}

/** A searchable choice, by value. Loading, empty and failed lists are told apart. */
export function Combobox(props: ComboboxProps) {
  const t = useTranslations("common");
  const { options, onSearch, isLoading, error, footer } = props;
  const items = useMemo(
    () =>
      Base.createItems(options, {
        getValue: (option: ComboboxOption) => option.value,
        getLabel: (option: ComboboxOption) => option.label,
      }),
    [options],
  );
  return (
    <Base.Root
      items={items}
      value={props.value}
      onValueChange={props.onValueChange}
      disabled={props.isDisabled ?? false}
      {...(props.name === undefined ? {} : { name: props.name })}
      {...(onSearch === undefined ? {} : { filter: null, onInputValueChange: onSearch })}
    >
      <ComboboxField {...props} />
      <Base.Portal>
        <Base.Positioner sideOffset={2} className="z-(--z-popup) outline-none">
          <Base.Popup className={cn(popupClassName, "flex flex-col overflow-hidden py-0")}>
            <Base.Status className="contents">
              {isLoading ? (
                <span className="flex items-center gap-2 px-3 py-2 text-fg-help">
                  <Spinner /> {t("loading")}
                </span>
              ) : null}
              {error === undefined ? null : <span className="block px-3 py-2 text-danger-fg">{error}</span>}
            </Base.Status>
            {isLoading || error !== undefined ? null : (
              <Base.Empty>
                <span className="block px-3 py-2 text-fg-help">{t("noMatch")}</span>
              </Base.Empty>
            )}
            <Base.List className="overflow-y-auto py-1 data-empty:py-0">
              {(option: ComboboxOption) => <ComboboxItem key={option.value} option={option} isMono={props.isMono} />}
            </Base.List>
            {footer === undefined ? null : <div className="border-t border-line p-1">{footer}</div>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
