"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { useOpenAtFirst } from "./late-trigger";
import type { PopoverProps } from "./popover";

/** Opens as soon as it is there: see `Popover`. */
export function PopoverPopup({ trigger, title, children, align = "start", onOpen }: PopoverProps) {
  const triggerRef = useOpenAtFirst();
  return (
    <Base.Root onOpenChange={(isOpen) => (isOpen ? onOpen?.() : undefined)}>
      <Base.Trigger ref={triggerRef} render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} collisionPadding={8} className="z-(--z-popup)">
          <Base.Popup className="max-w-[min(25rem,calc(100vw-1rem))] rounded-sm border border-line bg-bg-popup px-4 py-3 text-xs text-fg shadow-2 outline-none">
            {title === undefined ? null : <Base.Title className="mb-2 text-sm font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
