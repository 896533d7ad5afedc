import type { ReactNode } from "react";
import { cn } from "@/lib/view/cn";

export interface KeyValue {
  id: string;
  label: ReactNode;
  value: ReactNode;
  /** Takes the whole row. */
  isWide?: boolean;
}

/** Two or three columns of label and value. */
export function KeyValueList({ items, columns = 3 }: { items: readonly KeyValue[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl
      className={cn(
        "grid gap-x-6 gap-y-2",
        columns === 2 && "sm:grid-cols-2",
        columns === 3 && "sm:grid-cols-2 lg:grid-cols-3",
      )}
    >
      {items.map((item) => (
        <div key={item.id} className={cn("flex min-w-0 items-start gap-3", item.isWide && "col-span-full")}>
          <dt className={cn("shrink-0 leading-6 text-fg-secondary", columns === 1 ? "w-32" : "w-28")}>{item.label}</dt>
          <dd className="min-w-0 flex-1 leading-6 break-words text-fg">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
