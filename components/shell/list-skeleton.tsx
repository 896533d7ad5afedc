import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/view/cn";

const rows = ["a", "b", "c", "d", "e", "f"];

/** The shape of a list page: title, toolbar, rows. */
export function ListSkeleton() {
  return (
    <div aria-busy="true" className="pt-4 md:pt-6">
      <Skeleton className="mb-6 h-8 w-48" />
      <div className="mb-3 flex justify-between gap-4">
        <Skeleton className="h-8 w-32" />
        <Skeleton className="h-8 w-64" />
      </div>
      <Skeleton className="h-9 w-full" />
      {rows.map((row) => (
        <div key={row} className="flex h-13 items-center gap-6 border-b border-line px-4">
          <Skeleton className="h-3 w-40" />
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 flex-1" />
        </div>
      ))}
    </div>
  );
}

const tabLines = ["a", "b", "c", "d", "e"];

export interface DetailsSkeletonProps {
  /** Tabs, or steps of a wizard; none without. */
  tabCount?: number;
  /** Cards side by side above the large one. */
  cardCount?: 1 | 3;
}

/** The shape of a details page: path, title, tabs where it has some, cards. */
export function DetailsSkeleton({ tabCount = 0, cardCount = 1 }: DetailsSkeletonProps) {
  return (
    <div aria-busy="true" className="pt-4 md:pt-6">
      <Skeleton className="mb-2 h-4 w-64 max-w-full" />
      <Skeleton className="mb-6 h-8 w-56" />
      {tabCount === 0 ? null : (
        <div className="mb-4 flex h-10 items-center gap-6 overflow-hidden border-b border-line">
          {tabLines.slice(0, tabCount).map((tab) => (
            <Skeleton key={tab} className="h-3 w-20 shrink-0" />
          ))}
        </div>
      )}
      <div className={cn("mb-4 grid gap-4", cardCount === 3 && "lg:grid-cols-3")}>
        {tabLines.slice(0, cardCount).map((card) => (
          <Skeleton key={card} className="h-44 w-full" />
        ))}
      </div>
      <Skeleton className="h-60 w-full" />
    </div>
  );
}
