import type { PublishInput } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { invalid } from "@/server/errors";
import { requireInstance } from "@/server/services/shared/require";
import { toConsoleConnection } from "./connection";

export interface Published {
  topic: string;
  qos: 0 | 1 | 2;
  payloadBytes: number;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Publishes one test message over MQTT, as a device would: rules forward it. The payload is never logged. */
export async function publishTestMessage(
  context: ServiceContext,
  instanceId: string,
  input: PublishInput,
): Promise<Published> {
  const { row } = requireInstance(context.db, instanceId);
  if (input.encoding === "base64" && !base64.test(input.payload)) {
    throw invalid("payload", "This is not base64.");
  }
  await context.mqtt.publish(toConsoleConnection(row, context.config), input);
  return { topic: input.topic, qos: input.qos, payloadBytes: Buffer.byteLength(input.payload, input.encoding) };
}
