import { Flag } from "lucide-react";
import NextLink from "next/link";
import type { ChartData } from "./chart-data";

/** Something that happened at a time and may explain the curve; drawn as a line and listed as text. */
export interface ChartMark {
  id: string;
  tMs: number;
  /** At the line; short, such as `v3`. */
  label: string;
  /** The whole sentence, for the list. */
  text: string;
  href: string;
}

export function marksWithin(marks: readonly ChartMark[], { fromMs, toMs }: Pick<ChartData, "fromMs" | "toMs">) {
  return marks.filter(({ tMs }) => tMs >= fromMs && tMs <= toMs);
}

/** The marks in view as text: what the canvas shows, for everybody. */
export function ChartMarks({ marks, label }: { marks: readonly ChartMark[]; label: string }) {
  if (marks.length === 0) {
    return null;
  }
  return (
    <ul aria-label={label} className="mt-1 flex flex-wrap gap-x-4">
      {marks.map((mark) => (
        <li key={mark.id} className="inline-flex min-h-6 items-center gap-1">
          <Flag aria-hidden className="size-3 text-fg-help" />
          <NextLink href={mark.href} scroll={false} className="link">
            {mark.text}
          </NextLink>
        </li>
      ))}
    </ul>
  );
}
