/** What a rule would need, and what the mapping makes of a message. */
export const preflightSentences = {
  sourceTopicMissing: "{instance} has no parent topic {topic} (matched exactly). Create it first.",
  sourceTopicThere: "{instance} has the parent topic {topic}.",
  clusterVersionUntold: "The cluster does not tell its version.",
  clusterVersion: "The cluster answers; it is RocketMQ {version}.",
  destinationMissing: "The cluster has no topic {topic} (matched exactly). Create it first.",
  destinationThere: "The cluster has the topic {topic}.",
  writableUntold: "This instance has no name server; only a message tells whether it may be written.",
  destinationReadOnly: "No broker lets topic {topic} be written. Set its permission to 6 (read and write).",
  queuesWritable: "{queues:count} queues on {brokers:count} brokers can be written.",
  queuesWritableByAccount:
    "{queues:count} queues on {brokers:count} brokers can be written. Whether the account may send, only a test message tells.",
  bodyLimit: "Bodies of up to {mib:count} MiB are sent; a larger one becomes a dead letter.",
  testNeedsNameServer: "A test message needs a name server; this instance has none.",
  testStoredAt:
    "Stored on {broker}, queue {queue:count}, offset {offset:count}, with the property sluicePreflight. Message ID {messageId}.",
  testStored: "Stored on {broker}, queue {queue:count}, with the property sluicePreflight. Message ID {messageId}.",
  noQueue: "Topic {topic} has no queue that can be written.",
  bodyTooLarge: "The body has {size:count} bytes; RocketMQ takes at most {max:count} bytes.",
  propertiesTooLong:
    "The properties have {size:count} bytes with the topic in them; RocketMQ takes at most {max:count}.",
  userPropertiesTooLong: "mqtt5UserProperty has {size:count} bytes; at most {max:count} are forwarded.",
  topicsNeedNameServer:
    "This instance has no name server: topics and messages are read by way of one. Enter adminNameServers.",
  clusterSaid: "RocketMQ instance {instance} ({addresses}): {why:said}",
} as const;
