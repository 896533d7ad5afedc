"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { cn } from "@/lib/view/cn";
import { pageList } from "@/lib/view/page-list";
import { controlClassName } from "./control-styles";
import { FilterSelect } from "./filter-select";

export interface PaginationProps {
  page: number;
  pageSize: number;
  total: number;
  onPageChange: (page: number) => void;
  onPageSizeChange?: (pageSize: number) => void;
}

const pageSizes = [10, 20, 50, 100];
const stepClassName =
  "flex size-8 items-center justify-center rounded-xs text-fg hover:bg-bg-subtle disabled:text-fg-disabled disabled:hover:bg-transparent";

function JumpField({ pageCount, onPageChange }: { pageCount: number; onPageChange: (page: number) => void }) {
  const t = useTranslations("common");
  const [text, setText] = useState("");
  const id = useId();
  function handleKeyDown(event: KeyboardEvent) {
    const page = Number.parseInt(text, 10);
    if (event.key === "Enter" && Number.isFinite(page)) {
      event.preventDefault();
      onPageChange(Math.min(Math.max(page, 1), pageCount));
      setText("");
    }
  }
  return (
    <span className="hidden items-center gap-2 lg:flex">
      <label htmlFor={id}>{t("goToPage")}</label>
      <input
        id={id}
        className={cn(controlClassName, "h-8 w-12 text-center")}
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={handleKeyDown}
      />
    </span>
  );
}

function PageButtons({
  page,
  pageCount,
  onPageChange,
}: {
  page: number;
  pageCount: number;
  onPageChange: (page: number) => void;
}) {
  const t = useTranslations("common");
  return (
    <ul className="flex items-center gap-1">
      <li>
        <button
          type="button"
          className={stepClassName}
          disabled={page <= 1}
          aria-label={t("previousPage")}
          onClick={() => onPageChange(page - 1)}
        >
          <ChevronLeft aria-hidden className="size-4" />
        </button>
      </li>
      {pageList(page, pageCount).map((entry) =>
        typeof entry === "string" ? (
          <li key={entry} aria-hidden className="hidden w-6 text-center text-fg-help sm:block">
            …
          </li>
        ) : (
          <li key={entry} className={cn(entry === page ? "" : "hidden sm:block")}>
            <button
              type="button"
              aria-label={t("pageNumber", { page: entry })}
              aria-current={entry === page ? "page" : undefined}
              onClick={() => onPageChange(entry)}
              className={cn(
                "flex h-8 min-w-8 items-center justify-center rounded-xs border px-1 tabular-nums",
                entry === page ? "border-primary text-link" : "border-transparent hover:bg-bg-subtle",
              )}
            >
              {entry}
            </button>
          </li>
        ),
      )}
      <li>
        <button
          type="button"
          className={stepClassName}
          disabled={page >= pageCount}
          aria-label={t("nextPage")}
          onClick={() => onPageChange(page + 1)}
        >
          <ChevronRight aria-hidden className="size-4" />
        </button>
      </li>
    </ul>
  );
}

export function Pagination({ page, pageSize, total, onPageChange, onPageSizeChange }: PaginationProps) {
  const t = useTranslations("common");
  if (total === 0) {
    return null;
  }
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const sizes = pageSizes.map((size) => ({ value: String(size), label: t("perPage", { count: size }) }));
  return (
    <nav
      aria-label={t("pagination")}
      className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2"
      data-print="hide"
    >
      <span className="text-fg-secondary">{t("totalItems", { count: total })}</span>
      <PageButtons page={page} pageCount={pageCount} onPageChange={onPageChange} />
      {onPageSizeChange === undefined ? null : (
        <div className="hidden w-28 sm:block">
          <FilterSelect
            aria-label={t("pageSize")}
            options={sizes}
            value={String(pageSize)}
            onValueChange={(value) => onPageSizeChange(Number(value))}
          />
        </div>
      )}
      {pageCount > 5 ? <JumpField pageCount={pageCount} onPageChange={onPageChange} /> : null}
    </nav>
  );
}
