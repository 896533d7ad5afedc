export type OverlayWidth = "s" | "m" | "l" | "xl";
/** `full` leaves a margin of the window only. */
export type DialogWidth = OverlayWidth | "full";

export const backdropClassName =
  "fixed inset-0 z-(--z-backdrop) bg-overlay transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
