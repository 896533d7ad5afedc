"use client";

import { useCallback } from "react";
import { savePreference } from "@/components/shell/save-preference";
import type { Sort } from "@/components/ui/table";
import { type ListSort, listSorts } from "@/lib/view/list-params";

/** `-createdAt` and the table's own form of it. */
export function toSort(sort: string): Sort {
  return sort.startsWith("-") ? { id: sort.slice(1), direction: "desc" } : { id: sort, direction: "asc" };
}

export function fromSort(sort: Sort): ListSort {
  const text = `${sort.direction === "desc" ? "-" : ""}${sort.id}`;
  return listSorts.find((known) => known === text) ?? "-createdAt";
}

/** Page changes; the size is remembered for this browser too. */
export function usePaging(setParams: (changes: { page?: number | null; size?: number | null }) => unknown) {
  const onPageChange = useCallback((page: number) => void setParams({ page }), [setParams]);
  const onPageSizeChange = useCallback(
    (size: number) => {
      savePreference("pageSize", String(size));
      void setParams({ size, page: null });
    },
    [setParams],
  );
  return { onPageChange, onPageSizeChange };
}
