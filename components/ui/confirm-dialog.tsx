"use client";

import type { ReactNode } from "react";
import { lateOverlay } from "./late-overlay";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Verb and kind: "Delete rule". */
  title: string;
  /** Consequences; name the object in bold. */
  children: ReactNode;
  /** The act on the button: "Delete rule". */
  actionLabel: string;
  onConfirm: () => void;
  isPending?: boolean;
  /** The button stays shut until this was typed. */
  typeToConfirm?: string | undefined;
  /** What went wrong, in place. */
  error?: ReactNode;
  /** Why it cannot be done at all, such as dependents. */
  disabledReason?: string | undefined;
  isDestructive?: boolean;
}

/** Asks before something that cannot be undone; focus starts on Cancel. */
export const ConfirmDialog = lateOverlay<ConfirmDialogProps>(
  async () => (await import("./confirm-dialog-window")).ConfirmDialogWindow,
);
