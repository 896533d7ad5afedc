// Apart from the schemas, so that pages which only name these need no validator.

export const ruleStatuses = ["enabled", "disabled"] as const;

export const ruleTypes = ["dataOutbound", "dataInbound", "clientStatusNotification"] as const;

/** Types that the runtime executes today; the others are known and validated, but refused. */
export const availableRuleTypes: readonly (typeof ruleTypes)[number][] = ["dataOutbound"];
