// Apart from the schemas, so that pages which only name these need no validator.

export const alertStates = ["raised", "resolved"] as const;

/** So many of its newest alerts stand on a rule's page. */
export const ruleAlertsMax = 5;
