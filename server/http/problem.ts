import { type ErrorCode, errorStatuses, type Problem } from "@/lib/error-codes";
import { AppError, databaseBusy } from "@/server/errors";
import type { Logger } from "@/server/observability/logger";

const titles: Record<ErrorCode, string> = {
  VALIDATION: "The request is malformed",
  NAME_TAKEN: "The name is taken",
  TOPIC_EXISTS: "The topic exists",
  GROUP_EXISTS: "The group exists",
  RULE_ID_TAKEN: "The rule ID is taken",
  RULE_DUPLICATE_SOURCE: "The source already has a rule of this type",
  RULE_QUOTA_EXCEEDED: "The instance has no room for another rule",
  TOPIC_QUOTA_EXCEEDED: "The instance has no room for another topic",
  ALERT_WEBHOOK_QUOTA_EXCEEDED: "There is no room for another alert webhook",
  REGION_MISMATCH: "Source and destination lie in different regions",
  KERNEL_VERSION_UNSUPPORTED: "The MQTT instance's kernel has no rules",
  ROCKETMQ_SERIES_UNSUPPORTED: "The RocketMQ series is not supported",
  INSTANCE_NOT_FOUND: "No such instance",
  TOPIC_NOT_FOUND: "No such topic",
  GROUP_NOT_FOUND: "No such group",
  RULE_NOT_FOUND: "No such rule",
  RULE_VERSION_NOT_FOUND: "No such version of the rule",
  DEAD_LETTER_NOT_FOUND: "No such dead letter",
  ALERT_WEBHOOK_NOT_FOUND: "No such alert webhook",
  ROUTE_NOT_FOUND: "No such path",
  METHOD_NOT_ALLOWED: "The path does not take this method",
  PAYLOAD_TOO_LARGE: "The request body is too large",
  UNSUPPORTED_MEDIA_TYPE: "Only application/json is taken",
  IN_USE: "Something depends on it",
  BACKLOG_NOT_EMPTY: "Messages are waiting",
  VERSION_CONFLICT: "It was changed in the meantime",
  UNAUTHENTICATED: "Sign in first",
  FORBIDDEN: "Not allowed",
  TOO_MANY_STREAMS: "Too many open streams",
  UNAVAILABLE: "A part cannot be reached",
  INTERNAL: "Something went wrong",
};

/** An unknown error is logged with the request's ID; the ID is all that goes out. */
export function toAppError(error: unknown, requestId: string, log: Logger): AppError {
  const expected = error instanceof AppError ? error : databaseBusy(error);
  if (expected !== undefined) {
    return expected;
  }
  log.error({ requestId, err: error }, "a request failed unexpectedly");
  return new AppError("INTERNAL", `Something went wrong. The log has more under ${requestId}.`);
}

export function problemResponse(error: AppError, requestId: string, headers: Record<string, string> = {}): Response {
  const problem: Problem = {
    type: `/api/docs#${error.code}`,
    title: titles[error.code],
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.errors.length > 0 && { errors: [...error.errors] }),
    requestId,
  };
  return new Response(JSON.stringify(problem), {
    status: error.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...(error.retryAfterSeconds !== undefined && { "retry-after": String(error.retryAfterSeconds) }),
      ...headers,
    },
  });
}

export const errorTable = (Object.keys(errorStatuses) as ErrorCode[]).map((code) => ({
  code,
  status: errorStatuses[code],
  title: titles[code],
}));
