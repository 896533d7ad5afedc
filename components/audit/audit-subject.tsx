"use client";

import { Link } from "@/components/ui/link";
import type { OverviewChange } from "@/lib/overview/schemas";
import { auditHref } from "./audit-href";
import { useAuditWords } from "./use-audit-words";

/** An ID says less than the name that was given with it. */
function nameOf({ entityId, entityType, before, after }: OverviewChange): string {
  const name = entityType === "alertWebhook" ? (after?.["name"] ?? before?.["name"]) : undefined;
  return typeof name === "string" ? name : entityId;
}

/** What kind of thing was changed and which, with the way to it while it is there. */
export function AuditSubject({ event, regionId }: { event: OverviewChange; regionId: string }) {
  const words = useAuditWords();
  const href = auditHref(event, regionId);
  const name = nameOf(event);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="text-fg-secondary">{words.kind(event.entityType)}</span>
      {href === undefined ? (
        <span className="font-mono wrap-anywhere">{name}</span>
      ) : (
        <Link href={href} className="inline-flex min-h-6 items-center font-mono wrap-anywhere">
          {name}
        </Link>
      )}
    </span>
  );
}
