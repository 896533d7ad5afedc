"use client";

import { useEffect } from "react";

/** Goes to the last page there is when deletions emptied the one shown. */
export function usePageGuard(
  data: { total: number; pageSize: number; items: readonly unknown[] } | undefined,
  page: number,
  onPageChange: (page: number) => void,
): void {
  useEffect(() => {
    if (data !== undefined && data.items.length === 0 && data.total > 0 && page > 1) {
      onPageChange(Math.max(1, Math.ceil(data.total / data.pageSize)));
    }
  }, [data, page, onPageChange]);
}
