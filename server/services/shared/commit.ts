import type { AppExecutor } from "@/db/client";
import { insertAuditEvent } from "@/db/queries/audit-events";
import type { AuditEntityType } from "@/lib/audit/kinds";
import type { ServiceContext } from "@/server/context";

export interface AuditEntry {
  action: string;
  entityType: AuditEntityType;
  entityId: string;
  instanceId?: string | undefined;
  /** As shown to people: carries no secret. */
  before?: object | undefined;
  after?: object | undefined;
}

/** The middle of prepare → commit → announce: one synchronous transaction that takes the write lock at once, so what it reads stays true. */
export function commit<T>(context: ServiceContext, run: (tx: AppExecutor) => T): T {
  return context.db.transaction((tx) => run(tx), { behavior: "immediate" });
}

/** Inside the transaction of the change that it tells of. */
export function audit(tx: AppExecutor, context: ServiceContext, entry: AuditEntry): void {
  insertAuditEvent(tx, {
    at: context.now(),
    actor: context.actor,
    requestId: context.requestId ?? null,
    action: entry.action,
    entityType: entry.entityType,
    entityId: entry.entityId,
    instanceId: entry.instanceId ?? null,
    before: entry.before === undefined ? null : { ...entry.before },
    after: entry.after === undefined ? null : { ...entry.after },
  });
}

/** Never fails the request: the runtime reads every rule when it starts. */
export function announce(context: ServiceContext): void {
  context.runtime.announce();
}
