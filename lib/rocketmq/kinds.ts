// Apart from the schemas, so that pages which only name these need no validator.

export const rocketmqSeries = ["4.0", "5.0"] as const;

export const messageTypes = ["NORMAL", "FIFO", "DELAY", "TRANSACTION"] as const;
