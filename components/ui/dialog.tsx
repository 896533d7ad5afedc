"use client";

import type { ReactNode, RefObject } from "react";
import { lateOverlay } from "./late-overlay";
import type { DialogWidth } from "./overlay-styles";

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, left-aligned. */
  footer?: ReactNode;
  width?: DialogWidth;
  initialFocus?: RefObject<HTMLElement | null>;
}

/** Traps focus, closes on Escape, returns focus to the opener. */
export const Dialog = lateOverlay<DialogProps>(async () => (await import("./dialog-window")).DialogWindow);
