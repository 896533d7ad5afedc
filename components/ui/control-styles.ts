import { cn } from "@/lib/view/cn";

/** What every text-like control shares: height, border that passes 3:1, focus and error looks. */
export const controlClassName =
  "w-full rounded-xs border border-control-line bg-bg px-2.5 text-xs text-fg transition-colors hover:border-fg-help focus:border-primary focus:outline-2 focus:outline-offset-0 focus:outline-focus disabled:border-line disabled:bg-bg-disabled disabled:text-fg-disabled [&:is(input,textarea):read-only]:bg-bg-disabled data-invalid:border-danger aria-invalid:border-danger data-disabled:border-line data-disabled:bg-bg-disabled data-disabled:text-fg-disabled";

export const popupClassName =
  "max-h-[min(20rem,var(--available-height))] min-w-[max(8rem,var(--anchor-width))] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-xs border border-line bg-bg-popup py-1 text-xs text-fg shadow-2 outline-none";

export const itemClassName =
  "flex min-h-8 cursor-default items-center gap-2 px-3 py-1.5 outline-none select-none data-highlighted:bg-bg-subtle data-selected:text-link data-disabled:text-fg-disabled";

export function selectClassName(className: string | undefined): string {
  return cn(controlClassName, "flex h-8 items-center justify-between gap-2 text-left", className);
}
