import type { DeviceTracePage, ListDeviceTracesQuery } from "@/lib/traces/schemas";
import type { ServiceContext } from "@/server/context";
import { requireInstance } from "@/server/services/shared/require";
import { readSampling } from "./sampling";
import { toCursor, toPosition, toTraceRange } from "./window";

/** Newest first. Of an external broker nothing is known. */
export function listDeviceTraces(
  context: ServiceContext,
  instanceId: string,
  query: ListDeviceTracesQuery,
): DeviceTracePage {
  const { row } = requireInstance(context.db, instanceId);
  const range = toTraceRange(query, context.now().getTime());
  const { clientId, action, limit, cursor } = query;
  const sampling = readSampling(context, { kind: "device", instanceId, ...range });
  const window = { instanceId, clientId, action, ...range };
  const found = context.history.listDeviceTraces({ ...window, before: toPosition(cursor), limit: limit + 1 });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit),
    nextCursor: last === undefined ? null : toCursor({ timeMs: Date.parse(last.time), id: last.id }),
    sampling,
    isKnown: row.broker === "embedded",
  };
}
