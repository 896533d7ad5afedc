"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Column } from "@/components/ui/table";

const storageKey = (listId: string) => `sluice.hidden-columns.${listId}`;
const listeners = new Set<() => void>();
/** Where the browser refuses storage, for as long as the page lives. */
const fallback = new Map<string, string>();

function read(listId: string): string {
  try {
    return localStorage.getItem(storageKey(listId)) ?? "";
  } catch {
    return fallback.get(listId) ?? "";
  }
}

function write(listId: string, value: string): void {
  try {
    localStorage.setItem(storageKey(listId), value);
  } catch {
    fallback.set(listId, value);
  }
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab's choice.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export interface ColumnChoice {
  id: string;
  label: string;
  isShown: boolean;
}

/** What names the row and what acts on it always stay; so does a column without a name to choose it by. */
export function columnLabel<Row>({ header, label, sticky }: Column<Row>): string | undefined {
  return sticky === undefined
    ? (label ?? (typeof header === "string" && header !== "" ? header : undefined))
    : undefined;
}

/** The columns of a list that this browser shows, and the way to choose them. */
export function useShownColumns<Row>(listId: string, columns: readonly Column<Row>[]) {
  const stored = useSyncExternalStore(
    subscribe,
    () => read(listId),
    () => "",
  );
  const hidden = useMemo(() => new Set(stored.split(",").filter((id) => id !== "")), [stored]);
  const choices: ColumnChoice[] = columns.flatMap((column) => {
    const label = columnLabel(column);
    return label === undefined ? [] : [{ id: column.id, label, isShown: !hidden.has(column.id) }];
  });
  const toggle = useCallback(
    (id: string) => {
      const next = new Set(hidden);
      if (!next.delete(id)) {
        next.add(id);
      }
      write(listId, [...next].join(","));
    },
    [hidden, listId],
  );
  const shown = columns.filter((column) => columnLabel(column) === undefined || !hidden.has(column.id));
  return { shown, choices, toggle, reset: () => write(listId, "") };
}
