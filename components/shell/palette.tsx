"use client";

import { lateOverlay } from "@/components/ui/late-overlay";

export interface PaletteProps {
  regionId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Go anywhere by typing: pages, instances by name or ID, regions. */
export const Palette = lateOverlay<PaletteProps>(async () => (await import("./palette-window")).PaletteWindow);
