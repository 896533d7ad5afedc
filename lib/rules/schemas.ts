import { z } from "zod";
import { Description, GroupId, ParentTopicName, RocketmqTopicName, RuleId } from "../names";
import { PageQuery } from "../pages";
import { ruleStatuses, ruleTypes } from "./kinds";
import { ruleStates } from "./states";

export const RuleStatus = z.enum(ruleStatuses);
export type RuleStatus = z.infer<typeof RuleStatus>;

export const RuleType = z.enum(ruleTypes);
export type RuleType = z.infer<typeof RuleType>;

const RocketmqDestination = z.strictObject({
  service: z.literal("rocketmq").default("rocketmq"),
  rocketmqInstanceId: z.string().min(1, "Select a RocketMQ instance.").max(128),
  topic: RocketmqTopicName,
});

const basics = {
  ruleId: RuleId,
  description: Description.default(""),
  status: RuleStatus.default("enabled"),
};

export const OutboundSource = z.strictObject({ topic: ParentTopicName });
export const DataOutboundRuleInput = z.strictObject({
  ...basics,
  type: z.literal("dataOutbound"),
  source: OutboundSource,
  destination: RocketmqDestination,
});

export const InboundSource = z.strictObject({
  rocketmqInstanceId: z.string().min(1, "Select a RocketMQ instance.").max(128),
  topic: RocketmqTopicName,
});
export const DataInboundRuleInput = z.strictObject({
  ...basics,
  type: z.literal("dataInbound"),
  source: InboundSource,
  destination: z.strictObject({ topic: ParentTopicName }),
});

export const StatusSource = z.strictObject({ groupId: GroupId });
export const StatusRuleInput = z.strictObject({
  ...basics,
  type: z.literal("clientStatusNotification"),
  source: StatusSource,
  destination: RocketmqDestination,
});

/** A whole rule as the wizard and `POST /instances/{id}/rules` send it. */
export const CreateRuleInput = z.discriminatedUnion("type", [
  DataOutboundRuleInput,
  DataInboundRuleInput,
  StatusRuleInput,
]);
export type CreateRuleInput = z.infer<typeof CreateRuleInput>;
export type DataOutboundRuleInput = z.infer<typeof DataOutboundRuleInput>;

/** `PATCH /rules/{ruleId}`: the fields to change; merged over the stored rule and validated as a whole. The ID never changes. */
export const UpdateRuleInput = z.strictObject({
  /** Accepted only unchanged. */
  ruleId: z.string().optional(),
  description: Description.optional(),
  status: RuleStatus.optional(),
  type: RuleType.optional(),
  source: z.record(z.string(), z.unknown()).optional(),
  destination: z.record(z.string(), z.unknown()).optional(),
  /** An older version is refused with VERSION_CONFLICT. */
  version: z.number().int().optional(),
  /** What to do with a backlog when the destination changes; without it the change is refused while there is one. */
  backlog: z.literal("move").optional(),
});
export type UpdateRuleInput = z.infer<typeof UpdateRuleInput>;

export const RuleState = z.enum(ruleStates);

export const ListRulesQuery = PageQuery.extend({
  type: RuleType.optional(),
  status: RuleStatus.optional(),
  state: RuleState.optional(),
  sort: z.enum(["createdAt", "-createdAt", "ruleId", "-ruleId"]).default("-createdAt"),
});
export type ListRulesQuery = z.infer<typeof ListRulesQuery>;

export const Rule = z.object({
  ruleId: z.string(),
  instanceId: z.string(),
  description: z.string(),
  status: RuleStatus,
  type: RuleType,
  source: z.object({
    topic: z.string().optional(),
    groupId: z.string().optional(),
    rocketmqInstanceId: z.string().optional(),
  }),
  destination: z.object({
    service: z.literal("rocketmq").optional(),
    rocketmqInstanceId: z.string().optional(),
    topic: z.string().optional(),
  }),
  state: RuleState,
  stateReason: z.string().optional(),
  stateSince: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number().int(),
});
export type Rule = z.infer<typeof Rule>;
