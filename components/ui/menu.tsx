"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import NextLink from "next/link";
import { Fragment, type ReactElement, type ReactNode } from "react";
import { cn } from "@/lib/view/cn";
import { itemClassName, popupClassName } from "./control-styles";

export interface MenuAction {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  /** Either a link… */
  href?: string;
  /** …or an act. */
  onSelect?: () => void;
  isDestructive?: boolean;
  /** Draws a line above. */
  hasSeparator?: boolean;
  /** Says why it cannot be used; the item stays readable but does nothing. */
  disabledReason?: string | undefined;
  isChecked?: boolean;
}

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

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  actions: readonly MenuAction[];
  align?: "start" | "center" | "end";
}

export function Menu({ trigger, actions, align = "end" }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
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
