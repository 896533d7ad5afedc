/** What was found when an alert was raised. */
export const alertSentences = {
  spoolUsed: "{used:bytes} of {limit:bytes} bytes are used ({percent:count} %).",
  ledgerOff: "received differs from where the messages are by {difference:count}. Please report this as a defect.",
  missingSince: "Messages published since {since:time} may be missing.",
  runtimeStarting: "The process is starting and has not said yet that it is ready.",
  runtimeSilent: "The process is there and says nothing. It is ended and started again when that goes on.",
  runtimeRestarting: "The process ended and is started again.",
  runtimeFolderHeld: "The data folder is held by another process now; this one stops at once.",
  runtimeCannotGoOn: "the runtime cannot go on",
} as const;
