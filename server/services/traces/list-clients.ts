import type { ListTraceClientsQuery } from "@/lib/traces/schemas";
import type { ServiceContext } from "@/server/context";
import { requireInstance } from "@/server/services/shared/require";

const clientsMax = 50;

/** Client IDs of recorded devices, to choose from. */
export function listTraceClients(
  { db, history }: ServiceContext,
  instanceId: string,
  { q }: ListTraceClientsQuery,
): { items: string[] } {
  requireInstance(db, instanceId);
  return { items: history.listTraceClients(instanceId, q.trim(), clientsMax) };
}
