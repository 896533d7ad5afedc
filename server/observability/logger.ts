import pino, { type DestinationStream, type Logger } from "pino";

export type { Logger };

/** Whatever ends up in a log line by mistake: secrets and payloads are cut out by name, three levels deep. */
const secretNames = [
  "password",
  "secretKey",
  "securityToken",
  "authorization",
  "cookie",
  "payload",
  "bodyBase64",
  "key",
];
const redactedPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Messages of an error and its causes, never its fields: vendors attach whole configurations to theirs. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return { type: typeof error };
  }
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    cause: error.cause === undefined ? undefined : serializeError(error.cause),
  };
}

export interface LoggerOptions {
  level?: string;
  name: string;
}

export function createLogger({ level = "info", name }: LoggerOptions, destination?: DestinationStream): Logger {
  return pino(
    {
      name,
      level,
      redact: { paths: redactedPaths, censor: "[redacted]" },
      serializers: { err: serializeError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  );
}
