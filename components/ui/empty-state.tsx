import type { ReactNode } from "react";

export interface EmptyStateProps {
  /** One sentence. */
  title: ReactNode;
  description?: ReactNode;
  /** Button or link: the way on. */
  action?: ReactNode;
  kind?: "none" | "noMatch" | "error";
}

function LineArt({ kind }: { kind: "none" | "noMatch" | "error" }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 96 64"
      className="h-16 w-24 text-line-strong"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <path d="M14 22h68v30a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4V22Zm0 0 8-12h52l8 12M14 34h22c0 7 5 10 12 10s12-3 12-10h22" />
      {kind === "noMatch" ? (
        <path className="text-control-line" d="M66 8a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm6.5 15.5 8.5 8.5" strokeWidth="2" />
      ) : null}
      {kind === "error" ? (
        <path className="text-danger" d="M72 6v12m0 5v1" strokeWidth="3" strokeLinecap="round" />
      ) : null}
    </svg>
  );
}

/** Nothing yet, nothing matches, or it failed: three different things with three different ways on. */
export function EmptyState({ title, description, action, kind = "none" }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-4 py-10 text-center" role={kind === "error" ? "alert" : undefined}>
      <LineArt kind={kind} />
      <p className="mt-3 text-sm text-fg">{title}</p>
      {description === undefined ? null : <div className="mt-1 max-w-120 text-fg-help">{description}</div>}
      {action === undefined ? null : <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
