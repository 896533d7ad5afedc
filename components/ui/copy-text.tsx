"use client";

import NextLink from "next/link";
import type { ReactNode } from "react";
import { middleTruncate } from "@/lib/view/middle-truncate";
import { CopyButton } from "./copy-button";
import { Tooltip } from "./tooltip";

export interface CopyTextProps {
  text: string;
  /** What it is, for the copy button: "instance ID". */
  name: string;
  href?: string;
  /** Longer texts lose their middle; the whole is in the tooltip and on the clipboard. */
  lengthMax?: number;
  isMono?: boolean;
  children?: ReactNode;
}

/** An ID with a copy button. */
export function CopyText({ text, name, href, lengthMax = 40, isMono = true, children }: CopyTextProps) {
  const shown = middleTruncate(text, lengthMax);
  const className = isMono ? "font-mono" : "";
  const label =
    href === undefined ? (
      <span className={className}>{shown}</span>
    ) : (
      <NextLink href={href} className={`link ${className}`}>
        {shown}
      </NextLink>
    );
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-middle">
      {shown === text ? (
        <span className="min-w-0 wrap-break-word">{label}</span>
      ) : (
        <Tooltip content={text}>
          {href === undefined ? (
            <button type="button" className={className}>
              {shown}
            </button>
          ) : (
            label
          )}
        </Tooltip>
      )}
      {children}
      <CopyButton text={text} name={name} />
    </span>
  );
}
