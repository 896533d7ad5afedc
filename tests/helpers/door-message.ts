import type { FlowMessage } from "@/server/runtime/flow/contracts";
import { laneOf } from "@/server/runtime/flow/lane-of";
import { createToFlowMessage } from "@/server/runtime/mapping/to-flow-message";

/** What a program that reads it should print before the body. */
export const doorMessageHead = "devices/hall/door GID_doors@@@7";

/** One MQTT message as a rule hands it to its sink. */
export function doorMessage(text: string): FlowMessage {
  const toFlowMessage = createToFlowMessage(() => "0123456789ABCDEF0123456789ABCDEF", laneOf);
  const mapped = toFlowMessage(
    {
      topic: "devices/hall/door",
      payload: Buffer.from(text),
      qos: 1,
      clientId: "GID_doors@@@7",
      cleanSession: true,
      mqtt5: undefined,
    },
    undefined,
    Date.now(),
  );
  if ("failure" in mapped) {
    throw new Error(mapped.failure.message);
  }
  return mapped;
}
