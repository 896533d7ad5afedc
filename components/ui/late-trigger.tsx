"use client";

import { cloneElement, type HTMLAttributes, type KeyboardEvent, type ReactElement, useEffect, useRef } from "react";
import { type LatePart, useLatePart } from "./late-part";

type TriggerProps = HTMLAttributes<HTMLElement>;

/**
 * The button of a popup that is not there yet: looks and reads like the real one, fetches it on approach and gives way to it on
 * the first press. The part opens itself with `useOpenAtFirst`.
 */
export function useLateTrigger<Props>(
  late: LatePart<Props>,
  trigger: ReactElement,
  popup: "menu" | "dialog" | "listbox",
) {
  const { Part, show, preload } = useLatePart(late);
  // safe because triggers are buttons
  const own = trigger.props as TriggerProps;
  const resting = cloneElement(trigger as ReactElement<TriggerProps>, {
    "aria-haspopup": popup,
    "aria-expanded": false,
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      preload();
    },
    onFocus: (event) => {
      own.onFocus?.(event);
      preload();
    },
    onClick: show,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (popup !== "dialog" && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        show();
      }
    },
  });
  return { Part, resting };
}

/** For the trigger of a part that replaced its resting one because that was pressed: takes over the focus and the press. */
export function useOpenAtFirst(isWanted = true) {
  const ref = useRef<HTMLButtonElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    if (isWanted && !isDone.current) {
      isDone.current = true;
      ref.current?.focus({ preventScroll: true });
      ref.current?.click();
    }
  }, [isWanted]);
  return ref;
}
