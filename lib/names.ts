import { z } from "zod";
import { limits } from "./limits";

const nameCharacters = /^[0-9A-Za-z_-]*$/;

/** Globally unique and immutable; letters, digits, `-`, `_`, at least one letter or digit. The original truncates silently; we refuse. */
export const RuleId = z
  .string()
  .min(limits.ruleIdLengthMin, `Enter ${limits.ruleIdLengthMin} to ${limits.ruleIdLengthMax} characters.`)
  .max(limits.ruleIdLengthMax, `Enter ${limits.ruleIdLengthMin} to ${limits.ruleIdLengthMax} characters.`)
  .regex(nameCharacters, "Use only letters, digits, hyphens (-) and underscores (_).")
  .regex(/[0-9A-Za-z]/, "Use at least one letter or digit.");

export const Description = z
  .string()
  .max(limits.descriptionLengthMax, `Enter at most ${limits.descriptionLengthMax} characters.`);

export const InstanceName = z
  .string()
  .min(
    limits.instanceNameLengthMin,
    `Enter ${limits.instanceNameLengthMin} to ${limits.instanceNameLengthMax} characters.`,
  )
  .max(
    limits.instanceNameLengthMax,
    `Enter ${limits.instanceNameLengthMin} to ${limits.instanceNameLengthMax} characters.`,
  )
  .regex(nameCharacters, "Use only letters, digits, hyphens (-) and underscores (_).");

/** First level of an MQTT topic. Unique in an instance ignoring case, matched exactly. */
export const ParentTopicName = z
  .string()
  .min(
    limits.parentTopicLengthMin,
    `Enter ${limits.parentTopicLengthMin} to ${limits.parentTopicLengthMax} characters.`,
  )
  .max(
    limits.parentTopicLengthMax,
    `Enter ${limits.parentTopicLengthMin} to ${limits.parentTopicLengthMax} characters.`,
  )
  .regex(
    nameCharacters,
    "Use only letters, digits, hyphens (-) and underscores (_). A parent topic is the first level only: no slash and no wildcard.",
  );

export const GroupId = z
  .string()
  .min(limits.groupIdLengthMin, `Enter ${limits.groupIdLengthMin} to ${limits.groupIdLengthMax} characters.`)
  .max(limits.groupIdLengthMax, `Enter ${limits.groupIdLengthMin} to ${limits.groupIdLengthMax} characters.`)
  .regex(/^GID[_-]/, "Start with GID_ or GID-.")
  .regex(nameCharacters, "Use only letters, digits, hyphens (-) and underscores (_).");

const reservedRocketmqTopics = new Set([
  "TBW102",
  "BenchmarkTest",
  "SELF_TEST_TOPIC",
  "OFFSET_MOVED_EVENT",
  "SCHEDULE_TOPIC_XXXX",
  "RMQ_SYS_TRANS_HALF_TOPIC",
  "RMQ_SYS_TRACE_TOPIC",
  "RMQ_SYS_TRANS_OP_HALF_TOPIC",
]);
const reservedRocketmqPrefixes = ["rmq_sys_", "RMQ_SYS_", "%RETRY%", "%DLQ%", "rocketmq-broker-", "rocketmq-proxy-"];

/** Topics that RocketMQ keeps for itself: not listed, not created, not a destination. */
export function isReservedRocketmqTopic(name: string): boolean {
  return (
    reservedRocketmqTopics.has(name) ||
    reservedRocketmqPrefixes.some((prefix) => name.startsWith(prefix)) ||
    name.endsWith("_REPLY_TOPIC")
  );
}

/** As typed in a rule or created on a cluster, without the instance namespace. */
export const RocketmqTopicName = z
  .string()
  .min(
    limits.rocketmqTopicLengthMin,
    `Enter ${limits.rocketmqTopicLengthMin} to ${limits.rocketmqTopicLengthMax} characters.`,
  )
  .max(
    limits.rocketmqTopicLengthMax,
    `Enter ${limits.rocketmqTopicLengthMin} to ${limits.rocketmqTopicLengthMax} characters.`,
  )
  .regex(nameCharacters, "Use only letters, digits, hyphens (-) and underscores (_).")
  .refine((name) => !isReservedRocketmqTopic(name), "RocketMQ keeps this name for itself. Choose another one.")
  .refine((name) => !/^(CID|GID)/.test(name), "A topic name must not start with CID or GID.");
