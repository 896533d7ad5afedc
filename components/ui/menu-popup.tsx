"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import NextLink from "next/link";
import { Fragment } from "react";
import { cn } from "@/lib/view/cn";
import { itemClassName, popupClassName } from "./control-styles";
import { useOpenAtFirst } from "./late-trigger";
import type { MenuAction, MenuProps } from "./menu";

function MenuEntry({ action }: { action: MenuAction }) {
  const className = cn(itemClassName, "gap-3", action.isDestructive && "text-danger-fg");
  const content = (
    <>
      {action.icon}
      <span className="min-w-0 flex-1">
        {action.label}
        {action.disabledReason === undefined ? null : (
          <span className="block max-w-60 text-fg-help">{action.disabledReason}</span>
        )}
      </span>
      {action.isChecked ? <Check aria-hidden className="size-3.5 text-link" /> : null}
    </>
  );
  if (action.href !== undefined && action.disabledReason === undefined) {
    return (
      <Base.LinkItem render={<NextLink href={action.href} />} closeOnClick className={className}>
        {content}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item
      onClick={() => action.onSelect?.()}
      disabled={action.disabledReason !== undefined}
      className={className}
      {...(action.isChecked === undefined ? {} : { "aria-current": action.isChecked })}
    >
      {content}
    </Base.Item>
  );
}

/** Opens as soon as it is there: see `Menu`. */
export function MenuPopup({ trigger, actions, align = "end" }: MenuProps) {
  const triggerRef = useOpenAtFirst();
  return (
    <Base.Root modal={false}>
      <Base.Trigger ref={triggerRef} render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-(--z-popup) outline-none">
          <Base.Popup className={popupClassName}>
            {actions.map((action) => (
              <Fragment key={action.id}>
                {action.hasSeparator ? <Base.Separator className="my-1 h-px bg-line" /> : null}
                <MenuEntry action={action} />
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
