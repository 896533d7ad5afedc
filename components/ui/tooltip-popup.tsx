"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";

export interface TooltipPopupProps {
  anchor: HTMLElement;
  side: "top" | "bottom" | "left" | "right";
  onHover: () => void;
  onLeave: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function TooltipPopup({ anchor, side, onHover, onLeave, onClose, children }: TooltipPopupProps) {
  return (
    <Base.Root
      open
      onOpenChange={(isOpen, { reason }) => {
        // Its owner knows when the pointer or the focus leaves; a press on the owner changes nothing.
        if (!isOpen && reason === "escape-key") {
          onClose();
        }
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-(--z-popup)"
          onPointerEnter={onHover}
          onPointerLeave={onLeave}
        >
          <Base.Popup className="max-w-[min(25rem,calc(100vw-1rem))] rounded-sm border border-line bg-bg-popup px-3 py-2 text-xs text-fg break-words shadow-2">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
