"use client";

import type { ReactElement, ReactNode } from "react";
import { createLatePart } from "./late-part";
import { useLateTrigger } from "./late-trigger";

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

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  actions: readonly MenuAction[];
  align?: "start" | "center" | "end";
}

const latePopup = createLatePart<MenuProps>(async () => (await import("./menu-popup")).MenuPopup);

export function Menu(props: MenuProps) {
  const { Part, resting } = useLateTrigger(latePopup, props.trigger, "menu");
  return Part === undefined ? resting : <Part {...props} />;
}
