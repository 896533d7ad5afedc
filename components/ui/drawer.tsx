"use client";

import type { ReactNode } from "react";
import { lateOverlay } from "./late-overlay";
import type { OverlayWidth } from "./overlay-styles";

export interface DrawerProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, left-aligned, always in view. */
  footer?: ReactNode;
  width?: OverlayWidth;
  /** A form must not be lost by a press beside it. */
  isDismissedByPressOutside?: boolean;
}

/** Slide panel from the right, for creating and editing small things and for reading details. */
export const Drawer = lateOverlay<DrawerProps>(async () => (await import("./drawer-window")).DrawerWindow);
