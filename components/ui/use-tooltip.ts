"use client";

import { type FocusEvent, type HTMLAttributes, type PointerEvent, useEffect, useRef, useState } from "react";
import { type LatePart, useLatePart } from "./late-part";
import type { TooltipPopupProps } from "./tooltip-popup";

const openDelayMs = 300;
/** Long enough for the pointer to cross the gap to the popup. */
const closeDelayMs = 120;

/** When a tooltip is open, and at what: hover after a moment, focus by keyboard at once. */
export function useTooltip(late: LatePart<TooltipPopupProps>, own: HTMLAttributes<HTMLElement>) {
  const { Part, show, preload } = useLatePart(late);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function open(element: HTMLElement, delayMs: number): void {
    preload();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      show();
      setAnchor(element);
    }, delayMs);
  }
  function close(delayMs: number): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(undefined), delayMs);
  }

  const handlers: HTMLAttributes<HTMLElement> = {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => {
      own.onPointerEnter?.(event);
      // A finger has no hover: its tap is the press itself.
      if (event.pointerType !== "touch") {
        open(event.currentTarget, openDelayMs);
      }
    },
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      own.onPointerLeave?.(event);
      close(closeDelayMs);
    },
    onFocus: (event: FocusEvent<HTMLElement>) => {
      own.onFocus?.(event);
      if (event.currentTarget.matches(":focus-visible")) {
        open(event.currentTarget, 0);
      }
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      own.onBlur?.(event);
      close(0);
    },
  };
  const popup = {
    onHover: () => clearTimeout(timer.current),
    onLeave: () => close(closeDelayMs),
    onClose: () => close(0),
  };
  return { Part, anchor, handlers, popup };
}
