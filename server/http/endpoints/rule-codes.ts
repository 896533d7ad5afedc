/** What a rule with these ends may be refused for, however it is written. */
export const ruleChangeCodes = [
  "INSTANCE_NOT_FOUND",
  "TOPIC_NOT_FOUND",
  "GROUP_NOT_FOUND",
  "RULE_DUPLICATE_SOURCE",
  "REGION_MISMATCH",
  "KERNEL_VERSION_UNSUPPORTED",
  "ROCKETMQ_SERIES_UNSUPPORTED",
  "UNAVAILABLE",
] as const;
