"use client";

import { type ComponentType, lazy, Suspense, useState } from "react";

/** Something that is mounted when it is wanted, such as a form in a drawer: its code is fetched then. */
export function lateComponent<Props extends object>(
  fetchComponent: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Fetched = lazy(async () => ({ default: await fetchComponent() }));
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is evaluated
  return function LateComponent(props: Props) {
    return (
      <Suspense fallback={null}>
        <Fetched {...props} />
      </Suspense>
    );
  };
}

/** The same for what is always mounted and told whether it is open; it stays then, so that it can close gently. */
export function lateOverlay<Props extends { isOpen: boolean }>(
  fetchOverlay: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Overlay = lateComponent(fetchOverlay);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is evaluated
  return function LateOverlay(props: Props) {
    const [hasOpened, setHasOpened] = useState(props.isOpen);
    if (props.isOpen && !hasOpened) {
      setHasOpened(true);
    }
    return hasOpened ? <Overlay {...props} /> : null;
  };
}
