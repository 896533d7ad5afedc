"use client";

import { RefreshCw } from "lucide-react";
import { useLocale, useNow, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { InlineMessage } from "@/components/ui/inline-message";
import { useHydrated } from "@/components/ui/use-hydrated";
import { formatRelative } from "@/lib/format/time";
import { cn } from "@/lib/view/cn";
import { ProblemText } from "./problem-text";
import { toProblem } from "./to-problem";

/** The parts of a React Query result that lists show. */
export interface ListQuery {
  isFetching: boolean;
  isError: boolean;
  error: unknown;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

const tickMs = 10_000;

/** Refresh by hand, with how old the list is. `isAtEnd` where nothing stands behind it that could be moved. */
export function RefreshButton({ query, isAtEnd = false }: { query: ListQuery; isAtEnd?: boolean }) {
  const t = useTranslations("common");
  const locale = useLocale();
  const isHydrated = useHydrated();
  const nowMs = useNow({ updateInterval: tickMs }).getTime();
  const ago = formatRelative(query.dataUpdatedAt, Math.max(nowMs, query.dataUpdatedAt), locale, "narrow");
  return (
    <span className="inline-flex items-center gap-1">
      <IconButton
        label={t("refresh")}
        icon={<RefreshCw aria-hidden className={cn(isHydrated && query.isFetching && "animate-spin")} />}
        onClick={() => query.refetch()}
      />
      {query.dataUpdatedAt === 0 ? null : (
        // As wide as its longest text, so that nothing beside it moves while it ages.
        <span
          className={cn("text-fg-help tabular-nums max-lg:sr-only", !isAtEnd && "lg:min-w-32")}
          suppressHydrationWarning
        >
          {t("updatedAgo", { ago })}
        </span>
      )}
    </span>
  );
}

/** In place of the rows when a list could not be loaded at all. */
export function ListFailed({ query }: { query: ListQuery }) {
  const t = useTranslations("errors");
  const tCommon = useTranslations("common");
  return (
    <EmptyState
      kind="error"
      title={t("listFailed")}
      description={<ProblemText problem={toProblem(query.error)} />}
      action={<Button onClick={() => query.refetch()}>{tCommon("retry")}</Button>}
    />
  );
}

/** Above rows that are still shown though the last refresh failed. */
export function StaleNotice({ query }: { query: ListQuery }) {
  const t = useTranslations("common");
  return query.isError && query.dataUpdatedAt > 0 ? (
    <InlineMessage tone="warning" className="mb-3">
      {t("refreshFailed")}
    </InlineMessage>
  ) : null;
}
