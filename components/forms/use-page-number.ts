"use client";

import { parseAsInteger, useQueryState } from "nuqs";
import { useCallback } from "react";

const parser = parseAsInteger.withDefault(1).withOptions({ history: "push" });

/** The page of a list, from 1, kept in the address. */
export function usePageNumber(): [number, (page: number) => void] {
  const [page, setPage] = useQueryState("page", parser);
  const change = useCallback((next: number) => void setPage(next === 1 ? null : next), [setPage]);
  return [Math.max(1, page), change];
}
