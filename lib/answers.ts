import { z } from "zod";
import { Alert, AlertWebhook } from "./alerts/schemas";
import { Group, Instance, Topic } from "./instances/schemas";
import { RuleMetrics } from "./metrics/schemas";
import { BrowsedMessage, RocketmqInstance, RocketmqTopic } from "./rocketmq/schemas";
import { RuleResult } from "./rules/files";
import { Rule } from "./rules/schemas";

function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), page: z.number(), pageSize: z.number(), total: z.number() });
}

/** What the lists read of the HTTP API. A module of its own, loaded with the first answer: the first paint needs no validator. */
export const answers = {
  instances: pageOf(Instance),
  topics: pageOf(Topic),
  groups: pageOf(Group),
  alerts: pageOf(Alert),
  webhooks: pageOf(AlertWebhook),
  rocketmqInstances: pageOf(RocketmqInstance),
  rocketmqTopics: pageOf(RocketmqTopic),
  messages: z.object({ items: z.array(BrowsedMessage) }),
  rules: pageOf(Rule),
  rule: Rule,
  ruleMetrics: RuleMetrics,
  ruleResults: z.object({ items: z.array(RuleResult) }),
};
export type Answers = typeof answers;
