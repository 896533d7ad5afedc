"use client";

import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClassName } from "./button-styles";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

export interface ButtonProps extends Omit<ComponentProps<"button">, "disabled"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Shows a spinner, keeps the width and ignores further presses. */
  isPending?: boolean | undefined;
  isDisabled?: boolean | undefined;
  /** Says why it cannot be used, on hover and on focus; implies disabled but stays focusable. */
  disabledReason?: string | undefined;
}

/** The field keeps focus until the form is sent: an error shown on blur would move the button away under the pointer. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

export function Button(props: ButtonProps) {
  const { variant = "normal", size = "m", icon, isPending, isDisabled, disabledReason, ...rest } = props;
  const { className, children, onClick, type = "button", ...attributes } = rest;
  const isBlocked = isPending === true || disabledReason !== undefined;
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (isBlocked) {
      event.preventDefault();
      return;
    }
    onClick?.(event);
  }
  const button = (
    <button
      type={type}
      className={buttonClassName(variant, size, className)}
      onClick={handleClick}
      onMouseDown={type === "submit" ? keepFocus : undefined}
      disabled={isDisabled === true && !isBlocked}
      aria-disabled={disabledReason === undefined ? undefined : true}
      aria-busy={isPending === true ? true : undefined}
      {...attributes}
    >
      {isPending ? <Spinner className="size-3.5" /> : icon}
      {children}
    </button>
  );
  return disabledReason === undefined ? button : <Tooltip content={disabledReason}>{button}</Tooltip>;
}
