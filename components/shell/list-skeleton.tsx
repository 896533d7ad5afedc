import { Skeleton } from "@/components/ui/skeleton";

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

/** The shape of a details page: title, two cards. */
export function DetailsSkeleton() {
  return (
    <div aria-busy="true" className="pt-4 md:pt-6">
      <Skeleton className="mb-2 h-4 w-64" />
      <Skeleton className="mb-6 h-8 w-56" />
      <Skeleton className="mb-4 h-44 w-full" />
      <Skeleton className="h-60 w-full" />
    </div>
  );
}
