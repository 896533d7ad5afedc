import type { ReactNode } from "react";

/** Above a table: acts left, search and filters right. */
export function Toolbar({ actions, filters }: { actions?: ReactNode; filters?: ReactNode }) {
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2" data-print="hide">
      <div className="flex flex-wrap items-center gap-2">{actions}</div>
      <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">{filters}</div>
    </div>
  );
}
