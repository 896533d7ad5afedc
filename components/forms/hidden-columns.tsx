"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { savePreference } from "@/components/shell/save-preference";
import type { Column } from "@/components/ui/table";
import { formatHiddenColumns, type HiddenColumns } from "@/lib/view/hidden-columns";

interface HiddenColumnsState {
  hidden: HiddenColumns;
  setHidden: (list: string, columns: readonly string[]) => void;
}

const HiddenColumnsContext = createContext<HiddenColumnsState>({ hidden: {}, setHidden: () => undefined });

export function HiddenColumnsProvider({ atFirst, children }: { atFirst: HiddenColumns; children: ReactNode }) {
  const [hidden, setAll] = useState(atFirst);
  const state = useMemo(
    () => ({
      hidden,
      setHidden: (list: string, columns: readonly string[]) => {
        const next = { ...hidden, [list]: columns };
        savePreference("columns", formatHiddenColumns(next));
        setAll(next);
      },
    }),
    [hidden],
  );
  return <HiddenColumnsContext value={state}>{children}</HiddenColumnsContext>;
}

/** What names the row and what acts on it always stay; so does a column without a name to choose it by. */
export function columnLabel<Row>({ header, label, sticky }: Column<Row>): string | undefined {
  const text = label ?? (typeof header === "string" && header !== "" ? header : undefined);
  return sticky === undefined ? text : undefined;
}

/** Which columns of a list are shown, and the way to choose them. */
export function useShownColumns<Row>(list: string, columns: readonly Column<Row>[]) {
  const { hidden, setHidden } = useContext(HiddenColumnsContext);
  const hiddenIds = hidden[list] ?? [];
  const choices = columns.flatMap((column) => {
    const label = columnLabel(column);
    return label === undefined ? [] : [{ id: column.id, label, isShown: !hiddenIds.includes(column.id) }];
  });
  return {
    shown: columns.filter((column) => columnLabel(column) === undefined || !hiddenIds.includes(column.id)),
    choices,
    setShown: (id: string, isShown: boolean) =>
      setHidden(list, isShown ? hiddenIds.filter((other) => other !== id) : [...hiddenIds, id]),
  };
}
