"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";

export interface IdNameCellProps {
  id: string;
  /** What the ID is, for the copy button. */
  idName: string;
  name: string;
  href: string;
  className: string;
}

/** ID over name: the ID to copy, the name to go to. */
export function IdNameCell({ id, idName, name, href, className }: IdNameCellProps) {
  return (
    <div className={className}>
      <span className="flex items-center gap-1">
        <span className="font-mono wrap-break-word text-fg-secondary">{id}</span>
        <CopyButton text={id} name={idName} />
      </span>
      <Link href={href} className="inline-flex min-h-6 items-center wrap-break-word">
        {name}
      </Link>
    </div>
  );
}
