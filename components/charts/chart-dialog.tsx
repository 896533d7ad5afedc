"use client";

import type { ReactNode } from "react";
import { Dialog } from "@/components/ui/dialog";

export interface ChartDialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** One chart over the whole window; Escape and Close lead back to where it was opened. */
export function ChartDialog({ title, onClose, children }: ChartDialogProps) {
  return (
    <Dialog
      isOpen
      width="full"
      title={title}
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          onClose();
        }
      }}
    >
      {children}
    </Dialog>
  );
}
