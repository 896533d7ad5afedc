import type { ReactNode } from "react";
import { cn } from "@/lib/view/cn";
import { PartBoundary } from "./part-boundary";

export interface CardProps {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Tables reach to the edge. */
  isFlush?: boolean;
  className?: string;
}

/** A part of a page under its title; what goes wrong in it stays in it. */
export function Card({ title, actions, children, isFlush = false, className }: CardProps) {
  return (
    <section className={cn("min-w-0 rounded-sm border border-line bg-bg-card", className)}>
      {title === undefined ? null : (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-1">
          <h2 className="flex items-center gap-2 text-sm font-semibold before:h-4 before:w-0.75 before:bg-primary-bright">
            {title}
          </h2>
          {actions === undefined ? null : (
            <div className="flex flex-wrap items-center gap-2" data-print="hide">
              {actions}
            </div>
          )}
        </header>
      )}
      <div className={isFlush ? "" : "p-4"}>
        <PartBoundary>{children}</PartBoundary>
      </div>
    </section>
  );
}
