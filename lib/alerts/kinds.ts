// Apart from the schemas, so that pages which only name these need no validator.

export const alertStates = ["raised", "resolved"] as const;
