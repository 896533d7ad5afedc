"use client";

import type { ReactElement, ReactNode } from "react";
import { createLatePart } from "./late-part";
import { useLateTrigger } from "./late-trigger";

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement;
  title?: string;
  children: ReactNode;
  align?: "start" | "center" | "end";
  onOpen?: () => void;
}

const latePopup = createLatePart<PopoverProps>(async () => (await import("./popover-popup")).PopoverPopup);

export function Popover(props: PopoverProps) {
  const { Part, resting } = useLateTrigger(latePopup, props.trigger, "dialog");
  return Part === undefined ? resting : <Part {...props} />;
}
