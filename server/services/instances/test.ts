import { findMqttInstance } from "@/db/queries/mqtt-instances";
import type { ConnectionTestResult, TestInstanceInput } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { missingReference } from "@/server/errors";
import { mergeConnection } from "./merge-connection";

/** Tries a connection without saving; a stored instance lends the secrets that the form does not show. */
export function testInstance(context: ServiceContext, input: TestInstanceInput): Promise<ConnectionTestResult> {
  if (input.instanceId === undefined) {
    return context.mqtt.test(input.connection);
  }
  const stored = findMqttInstance(context.db, input.instanceId)?.row.connection;
  if (stored === undefined || stored === null) {
    throw missingReference("INSTANCE_NOT_FOUND", "instanceId", `There is no external instance ${input.instanceId}.`);
  }
  // A stored secret goes only where it was meant to go: another address needs it typed again.
  const isSameAddress = stored.url === input.connection.url;
  return context.mqtt.test(isSameAddress ? mergeConnection(stored, input.connection) : input.connection);
}
