import { isDeepStrictEqual } from "node:util";
import { findRocketmqInstance } from "@/db/queries/rocketmq-instances";
import type { ConnectionTestResult } from "@/lib/instances/schemas";
import type { TestRocketmqInstanceInput } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { missingReference } from "@/server/errors";

/** Tries a connection without saving; a stored instance lends the secrets that the form does not show. */
export function testRocketmqInstance(
  context: ServiceContext,
  input: TestRocketmqInstanceInput,
): Promise<ConnectionTestResult> {
  const stored = input.instanceId === undefined ? undefined : findRocketmqInstance(context.db, input.instanceId)?.row;
  if (input.instanceId !== undefined && stored === undefined) {
    throw missingReference("INSTANCE_NOT_FOUND", "instanceId", `There is no RocketMQ instance ${input.instanceId}.`);
  }
  // A stored secret goes only where it was meant to go: another address needs it typed again.
  const lender = isDeepStrictEqual(stored?.endpoint, input.endpoint) ? stored : undefined;
  return context.rocketmq.test({
    instanceId: "connection-test",
    series: input.series ?? stored?.series ?? "4.0",
    endpoint: input.endpoint,
    namespace: input.namespace,
    accessKey: input.accessKey ?? lender?.accessKey ?? undefined,
    secretKey: input.secretKey ?? lender?.secretKey ?? undefined,
    securityToken: input.securityToken ?? lender?.securityToken ?? undefined,
    tls: input.tls,
    requireReplica: false,
  });
}
