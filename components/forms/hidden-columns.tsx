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

/** Which columns of a list are shown. Those that stay in view sideways name the row or act on it: they cannot be hidden. */
export function useShownColumns<Row>(list: string, columns: readonly Column<Row>[]) {
  const { hidden, setHidden } = useContext(HiddenColumnsContext);
  const hiddenIds = hidden[list] ?? [];
  const optional = columns.filter(({ sticky }) => sticky === undefined);
  return {
    shown: columns.filter(({ id, sticky }) => sticky !== undefined || !hiddenIds.includes(id)),
    choices: optional.map(({ id, header }) => ({ id, label: header, isShown: !hiddenIds.includes(id) })),
    setShown: (id: string, isShown: boolean) =>
      setHidden(list, isShown ? hiddenIds.filter((other) => other !== id) : [...hiddenIds, id]),
  };
}
