import { cn } from "@/lib/view/cn";

/** Placeholder of the real shape: give it a size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-pulse rounded-xs bg-bg-strong", className)} />;
}
