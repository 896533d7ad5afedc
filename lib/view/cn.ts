import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Our shadow names are not Tailwind's, so the merger must be told that they are shadows.
const merge = extendTailwindMerge({ extend: { theme: { shadow: ["1", "2", "3", "bar"] } } });

/** Joins class names; a later Tailwind class wins over an earlier one of its kind. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
