import NextLink from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClassName } from "./button-styles";

export interface ButtonLinkProps extends ComponentProps<typeof NextLink> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
}

/** A real link that looks like a button: opens in a new tab by middle click. */
export function ButtonLink({ variant = "normal", size = "m", icon, className, children, ...props }: ButtonLinkProps) {
  return (
    <NextLink className={buttonClassName(variant, size, className)} {...props}>
      {icon}
      {children}
    </NextLink>
  );
}
