import type { DeviceEventRow } from "@/db/schema/runtime/device-events";
import type { MessageTraceRow } from "@/db/schema/runtime/message-traces";
import type { DeviceTrace, MessageTrace } from "@/lib/traces/schemas";

export function toMessageTrace(row: MessageTraceRow): MessageTrace {
  const { id: _, instanceId: __, receivedAtMs, ...rest } = row;
  return { ...rest, receivedAt: new Date(receivedAtMs).toISOString() };
}

export function toDeviceTrace(row: DeviceEventRow): DeviceTrace {
  const { instanceId: _, timeMs, ...rest } = row;
  return { ...rest, time: new Date(timeMs).toISOString() };
}
