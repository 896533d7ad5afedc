"use client";

import { Dialog } from "@/components/ui/dialog";
import { ChartFigure, type ChartFigureProps } from "./chart-figure";

export interface ChartDialogProps {
  chart: ChartFigureProps;
  onClose: () => void;
}

/** One chart over the whole window; Escape and Close lead back to where it was opened. */
export function ChartDialog({ chart, onClose }: ChartDialogProps) {
  return (
    <Dialog
      isOpen
      width="full"
      title={chart.title}
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          onClose();
        }
      }}
    >
      <ChartFigure {...chart} size="full" />
    </Dialog>
  );
}
