/** Of a rule: why it is in its state, and what a person should know though it runs. */
export const ruleSentences = {
  notConfirmed: "No message was confirmed for 5 seconds.",
  waitOnDisk: "{count:count} messages wait on disk.",
  connectingToRocketmq: "Connecting to RocketMQ.",
  connectingToBroker: "Connecting to the MQTT broker.",
  sessionLost: "The MQTT broker lost the session: messages since {since:time} may be missing.",
  sessionLeft:
    "The MQTT broker at {url} still gathers messages in a session that is over; none of them is forwarded. It is told as soon as it can be reached.",
  FLUSH_DISK_TIMEOUT: "FLUSH_DISK_TIMEOUT: {count:count}",
  FLUSH_SLAVE_TIMEOUT: "FLUSH_SLAVE_TIMEOUT: {count:count}",
  SLAVE_NOT_AVAILABLE: "SLAVE_NOT_AVAILABLE: {count:count}",
  bestEffortOnly:
    "The MQTT broker grants QoS 0 only: messages are forwarded with best effort. Allow this user QoS 1 or 2 at the broker.",
  noBatches: "RocketMQ takes no batches: messages are sent one by one.",
  noOrder:
    "Order is not kept: over gRPC RocketMQ keeps it for FIFO topics only, and this topic is not one. Use a FIFO topic, or the cluster's name servers (Remoting).",
  brokersFail: "{failed:count} of {total:count} brokers fail: {why:said}",
  ruleSpoolFull: "The spool of this rule is full.",
  spoolsFull: "All spools together have reached their limit of {mib:count} MiB (SLUICE_SPOOL_MIB).",
  diskFull: "The disk is full. Make room on the disk that holds the data folder.",
  diskReserve:
    "Less than {mib:count} MiB of the disk would stay free (SLUICE_DISK_RESERVE_MIB). Make room on the disk that holds the data folder.",
  deadLettersFull: "The dead letters are full. Redrive or discard some.",
} as const;
