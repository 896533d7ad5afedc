"use client";

import { cloneElement, type HTMLAttributes, type ReactElement, type ReactNode } from "react";
import { createLatePart } from "./late-part";
import type { TooltipPopupProps } from "./tooltip-popup";
import { useTooltip } from "./use-tooltip";

export interface TooltipProps {
  content: ReactNode;
  /** The focusable element that owns the tooltip. */
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
}

const latePopup = createLatePart<TooltipPopupProps>(async () => (await import("./tooltip-popup")).TooltipPopup);

/** Shown on hover and on focus by keyboard; stays while the pointer is over it, goes on Escape. */
export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  // safe because what owns a tooltip can be focused
  const owner = children as ReactElement<HTMLAttributes<HTMLElement>>;
  const { Part, anchor, handlers, popup } = useTooltip(latePopup, owner.props);
  return (
    <>
      {cloneElement(owner, handlers)}
      {Part === undefined || anchor === undefined ? null : (
        <Part anchor={anchor} side={side} {...popup}>
          {content}
        </Part>
      )}
    </>
  );
}
