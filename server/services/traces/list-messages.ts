import type { ListMessageTracesQuery, MessageTracePage } from "@/lib/traces/schemas";
import type { ServiceContext } from "@/server/context";
import { invalid } from "@/server/errors";
import { requireInstance } from "@/server/services/shared/require";
import { readSampling } from "./sampling";
import { toCursor, toPosition, toTraceRange } from "./window";

/** Newest first. A message ID finds its message at whatever time it came. */
export function listMessageTraces(
  context: ServiceContext,
  instanceId: string,
  query: ListMessageTracesQuery,
): MessageTracePage {
  requireInstance(context.db, instanceId);
  const range = toTraceRange(query, context.now().getTime());
  const { messageId, topic, clientId, ruleId, outcome, limit, cursor } = query;
  const sampling = readSampling(context, { kind: "message", instanceId, ruleId, ...range });
  if (messageId !== undefined) {
    const trace = context.history.findMessageTrace(instanceId, messageId.trim().toUpperCase());
    return { items: trace === undefined ? [] : [trace], nextCursor: null, sampling };
  }
  if (topic !== undefined && /[+]|#./.test(topic)) {
    throw invalid("topic", "Enter a full topic, or one that ends in /# for everything below it.");
  }
  const window = { instanceId, topic, clientId, ruleId, outcome, ...range };
  const found = context.history.listMessageTraces({ ...window, before: toPosition(cursor), limit: limit + 1 });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit).map(({ trace }) => trace),
    nextCursor: last === undefined ? null : toCursor(last.position),
    sampling,
  };
}
