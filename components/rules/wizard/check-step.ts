import { z } from "zod";
import { Topic } from "@/lib/instances/schemas";
import { Rule } from "@/lib/rules/schemas";
import { queryString } from "@/lib/view/query-string";
import { apiRequest } from "../api-request";

export type Availability =
  | { kind: "free" }
  | { kind: "missing" }
  | { kind: "taken"; ruleId: string; instanceId?: string };

const pageSize = 100;

/** By the list's search and an exact match: a missing name is an answer here, not a failed request. Undefined: nobody answered. */
async function search<Item extends z.ZodType>(
  path: string,
  item: Item,
  q: string,
): Promise<{ items: z.infer<Item>[]; isComplete: boolean } | undefined> {
  try {
    const page = await apiRequest(
      `${path}?${queryString({ q, pageSize })}`,
      z.object({ items: z.array(item), total: z.number() }),
    );
    return { items: page.items, isComplete: page.total <= pageSize };
  } catch {
    return undefined;
  }
}

/** Whether the ID is free over all instances. When nobody answers, the check at submit decides. */
export async function checkRuleId(ruleId: string): Promise<Availability> {
  const found = await search("/rules", Rule, ruleId);
  const rule = found?.items.find((item) => item.ruleId === ruleId);
  return rule === undefined ? { kind: "free" } : { kind: "taken", ruleId, instanceId: rule.instanceId };
}

/** Whether the topic still exists and has no outbound rule but `ownRuleId`. */
export async function checkSourceTopic(
  instanceId: string,
  topic: string,
  ownRuleId: string | undefined,
): Promise<Availability> {
  const found = await search(`/instances/${encodeURIComponent(instanceId)}/topics`, Topic, topic);
  const exact = found?.items.find((item) => item.name === topic);
  if (exact === undefined) {
    return found?.isComplete === true ? { kind: "missing" } : { kind: "free" };
  }
  return exact.outboundRuleId === undefined || exact.outboundRuleId === ownRuleId
    ? { kind: "free" }
    : { kind: "taken", ruleId: exact.outboundRuleId };
}
