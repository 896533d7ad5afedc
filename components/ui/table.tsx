"use client";

import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { cn } from "@/lib/view/cn";
import { ProgressLine } from "./progress-line";
import { Skeleton } from "./skeleton";
import { useHydrated } from "./use-hydrated";
import { useStickyHead } from "./use-sticky-head";

export interface Sort {
  id: string;
  direction: "asc" | "desc";
}

export interface Column<Row> {
  id: string;
  header: ReactNode;
  /** What to call the column where the header is not text. */
  label?: string;
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  align?: "left" | "right";
  /** Width and such, as classes: `w-48`, `min-w-60`. */
  className?: string;
  /** Stays in view when the table scrolls sideways. */
  sticky?: "left" | "right";
}

export interface TableProps<Row> {
  /** For assistive technology: what the table lists. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** First load: rows of the real shape. */
  isLoading?: boolean;
  /** Later loads: old rows stay, a thin line moves. */
  isRefreshing?: boolean;
  /** In place of rows when there are none. */
  empty?: ReactNode;
  isRowSelected?: (row: Row) => boolean;
}

const stickyClassName = {
  left: "sticky left-0 z-1",
  // The fade says that there is more to the side; over the padding of the cell before, it is not seen.
  right:
    "right-0 z-1 sm:sticky before:pointer-events-none before:absolute before:inset-y-0 before:-left-3 before:w-3 before:bg-linear-to-r before:from-transparent before:to-bg max-sm:before:hidden",
};

function SortButton({
  column,
  sort,
  onSort,
}: {
  column: Column<never>;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
}) {
  const isActive = sort?.id === column.id;
  const Icon = isActive ? (sort.direction === "asc" ? ArrowUp : ArrowDown) : ArrowUpDown;
  return (
    <button
      type="button"
      className="inline-flex min-h-6 items-center gap-1 font-semibold hover:text-link"
      onClick={() => onSort({ id: column.id, direction: isActive && sort.direction === "asc" ? "desc" : "asc" })}
    >
      {column.header}
      <Icon aria-hidden className={cn("size-3.5", isActive ? "text-primary-bright" : "text-fg-help")} />
    </button>
  );
}

function TableHead<Row>({ columns, sort, onSort }: Pick<TableProps<Row>, "columns" | "sort" | "onSort">) {
  function ariaSort(column: Column<Row>) {
    if (!column.isSortable || onSort === undefined) {
      return undefined;
    }
    return sort?.id === column.id ? (sort.direction === "asc" ? "ascending" : "descending") : "none";
  }
  return (
    <thead className="relative z-2 print:transform-none!">
      <tr>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            aria-sort={ariaSort(column)}
            className={cn(
              "border-b border-line bg-bg-muted px-4 py-(--cell-y) text-left font-semibold whitespace-nowrap text-fg",
              column.align === "right" && "text-right",
              column.sticky && stickyClassName[column.sticky],
              column.sticky === "right" && "before:to-bg-muted",
              "group-data-fits/table:sticky group-data-fits/table:top-(--topbar-h) group-data-fits/table:z-2 print:static!",
              column.sticky && "z-3 group-data-fits/table:z-3",
              column.className,
            )}
          >
            {column.isSortable && onSort !== undefined ? (
              <SortButton column={column as Column<never>} sort={sort} onSort={onSort} />
            ) : (
              column.header
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const skeletonRows = ["a", "b", "c", "d", "e"];

function SkeletonRows({ columns }: { columns: readonly { id: string }[] }) {
  return skeletonRows.map((row) => (
    <tr key={row} aria-hidden>
      {columns.map((column) => (
        <td key={column.id} className="border-b border-line px-4 py-(--cell-y)">
          <Skeleton className="my-1 h-3 w-full max-w-32" />
        </td>
      ))}
    </tr>
  ));
}

function TableRow<Row>({
  row,
  columns,
  isSelected,
}: {
  row: Row;
  columns: readonly Column<Row>[];
  isSelected: boolean;
}) {
  return (
    <tr className="group">
      {columns.map((column) => (
        <td
          key={column.id}
          className={cn(
            "border-b border-line px-4 py-(--cell-y) align-middle group-hover:bg-bg-subtle",
            isSelected ? "bg-bg-muted" : "bg-bg",
            column.align === "right" && "text-right whitespace-nowrap tabular-nums",
            column.sticky && stickyClassName[column.sticky],
            column.className,
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Plain table: sort by buttons in the head, sideways scroll with sticky columns. Paging and sorting happen on the server. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, isLoading = false, empty, isRowSelected } = props;
  const isRefreshing = useHydrated() && (props.isRefreshing ?? false);
  const isEmpty = !isLoading && rows.length === 0;
  const sectionRef = useRef<HTMLElement>(null);
  useStickyHead(sectionRef);
  return (
    <div className="relative">
      <ProgressLine isActive={isRefreshing && !isLoading} />
      <section
        ref={sectionRef}
        className="table-scroll group/table @container relative overflow-x-auto border-t border-line data-fits:overflow-visible"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={caption}
      >
        <table className="w-full border-separate border-spacing-0" aria-busy={isLoading || isRefreshing}>
          <caption className="sr-only">{caption}</caption>
          <TableHead columns={columns} sort={props.sort} {...(props.onSort ? { onSort: props.onSort } : {})} />
          <tbody>
            {isLoading ? <SkeletonRows columns={columns} /> : null}
            {isLoading
              ? null
              : rows.map((row) => (
                  <TableRow key={rowKey(row)} row={row} columns={columns} isSelected={isRowSelected?.(row) ?? false} />
                ))}
            {isEmpty ? (
              <tr>
                <td colSpan={columns.length} className="border-b border-line p-0">
                  {/* As wide as what is in view, not as the whole table, so that it stands in the middle. */}
                  <div className="sticky left-0 w-[100cqw]">{empty}</div>
                </td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </section>
    </div>
  );
}
