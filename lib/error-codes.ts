/** The product's one list of error codes, with the HTTP status each has as the path's own answer. Documented in docs/errors.md. */
export const errorStatuses = {
  VALIDATION: 422,
  NAME_TAKEN: 409,
  TOPIC_EXISTS: 409,
  GROUP_EXISTS: 409,
  RULE_ID_TAKEN: 409,
  RULE_DUPLICATE_SOURCE: 409,
  RULE_QUOTA_EXCEEDED: 409,
  TOPIC_QUOTA_EXCEEDED: 409,
  ALERT_WEBHOOK_QUOTA_EXCEEDED: 409,
  REGION_MISMATCH: 422,
  KERNEL_VERSION_UNSUPPORTED: 422,
  ROCKETMQ_SERIES_UNSUPPORTED: 422,
  INSTANCE_NOT_FOUND: 404,
  TOPIC_NOT_FOUND: 404,
  GROUP_NOT_FOUND: 404,
  RULE_NOT_FOUND: 404,
  RULE_VERSION_NOT_FOUND: 404,
  DEAD_LETTER_NOT_FOUND: 404,
  ALERT_WEBHOOK_NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IN_USE: 409,
  BACKLOG_NOT_EMPTY: 409,
  VERSION_CONFLICT: 409,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TOO_MANY_STREAMS: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;

export type ErrorCode = keyof typeof errorStatuses;
export const errorCodes = Object.keys(errorStatuses) as ErrorCode[];

/** One malformed or refused field: `field` is a dotted path into the request body, such as `source.topic`. */
export interface FieldError {
  field: string;
  message: string;
}

/** RFC 9457 problem document, the body of every error answer of the HTTP API. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  errors?: FieldError[];
  requestId: string;
}
