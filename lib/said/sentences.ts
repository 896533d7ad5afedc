/**
 * What the server says in English, by code. Logs, webhooks and the API carry the sentence; the console reads it back and says it in the
 * reader's language (`said.*` in the messages). `{name}` is a text, `{name:count}` a whole number, `{name:time}` a moment, `{name:bytes}` a
 * size in bytes, `{name:said}` a sentence within the sentence.
 */
export const sentences = {
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
  spoolUsed: "{used:bytes} of {limit:bytes} bytes are used ({percent:count} %).",
  ledgerOff: "received differs from where the messages are by {difference:count}. Please report this as a defect.",
  missingSince: "Messages published since {since:time} may be missing.",
  runtimeStarting: "The process is starting and has not said yet that it is ready.",
  runtimeSilent: "The process is there and says nothing. It is ended and started again when that goes on.",
  runtimeRestarting: "The process ended and is started again.",
  runtimeFolderHeld: "The data folder is held by another process now; this one stops at once.",
  runtimeCannotGoOn: "the runtime cannot go on",
} as const;

export type SaidCode = keyof typeof sentences;
