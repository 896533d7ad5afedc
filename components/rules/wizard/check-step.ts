import { Topic } from "@/lib/instances/schemas";
import { Rule } from "@/lib/rules/schemas";
import { ApiRequestError, apiRequest } from "../api-request";

export type Availability =
  | { kind: "free" }
  | { kind: "missing" }
  | { kind: "taken"; ruleId: string; instanceId?: string };

async function orMissing<Result>(request: Promise<Result>): Promise<Result | "missing" | "unknown"> {
  try {
    return await request;
  } catch (error) {
    return error instanceof ApiRequestError && error.status === 404 ? "missing" : "unknown";
  }
}

/** Whether the ID is free over all instances. When nobody answers, the check at submit decides. */
export async function checkRuleId(ruleId: string): Promise<Availability> {
  const rule = await orMissing(apiRequest(`/rules/${encodeURIComponent(ruleId)}`, Rule));
  return rule === "missing" || rule === "unknown"
    ? { kind: "free" }
    : { kind: "taken", ruleId, instanceId: rule.instanceId };
}

/** Whether the topic still exists and has no outbound rule but `ownRuleId`. */
export async function checkSourceTopic(
  instanceId: string,
  topic: string,
  ownRuleId: string | undefined,
): Promise<Availability> {
  const path = `/instances/${encodeURIComponent(instanceId)}/topics/${encodeURIComponent(topic)}`;
  const found = await orMissing(apiRequest(path, Topic));
  if (found === "missing") {
    return { kind: "missing" };
  }
  if (found === "unknown" || found.outboundRuleId === undefined || found.outboundRuleId === ownRuleId) {
    return { kind: "free" };
  }
  return { kind: "taken", ruleId: found.outboundRuleId };
}
