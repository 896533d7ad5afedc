"use client";

import { type ComponentType, useState } from "react";

/** A component that a page's first load does without: fetched when somebody is about to use it. */
export interface LatePart<Props> {
  loaded: () => ComponentType<Props> | undefined;
  load: () => Promise<ComponentType<Props>>;
}

export function createLatePart<Props>(fetchPart: () => Promise<ComponentType<Props>>): LatePart<Props> {
  let part: ComponentType<Props> | undefined;
  let loading: Promise<ComponentType<Props>> | undefined;
  return {
    loaded: () => part,
    load() {
      loading ??= fetchPart().then(
        (fetched) => {
          part = fetched;
          return fetched;
        },
        (error: unknown) => {
          // The next use tries again.
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
  };
}

/** The part once it was asked for and is there. A failure to fetch it goes to the page's error boundary. */
export function useLatePart<Props>(late: LatePart<Props>) {
  const [Part, setPart] = useState<ComponentType<Props>>();
  const [failure, setFailure] = useState<unknown>();
  if (failure !== undefined) {
    throw failure;
  }
  function show(): void {
    const loaded = late.loaded();
    if (loaded === undefined) {
      late.load().then((fetched) => setPart(() => fetched), setFailure);
    } else {
      setPart(() => loaded);
    }
  }
  /** Ahead of its use; should it fail, the use itself says so. */
  function preload(): void {
    late.load().catch(() => undefined);
  }
  return { Part, show, preload };
}
