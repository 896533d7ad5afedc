/** What went wrong on the way to a cluster, in words that are safe to show: addresses and the first line a server said. */
export abstract class RocketmqError extends Error {}
