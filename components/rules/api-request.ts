import type { z } from "zod";
import type { Answers } from "@/lib/answers";
import type { ErrorCode, FieldError } from "@/lib/error-codes";

/** An expected refusal of the HTTP API, as its problem document says it; `code` UNAVAILABLE when the console itself did not answer. */
export class ApiRequestError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly fields: FieldError[];
  constructor(
    code: ErrorCode,
    message: string,
    detail: { status: number; requestId?: string; fields?: FieldError[]; cause?: unknown },
  ) {
    super(message, { cause: detail.cause });
    this.name = "ApiRequestError";
    this.code = code;
    this.status = detail.status;
    this.requestId = detail.requestId;
    this.fields = detail.fields ?? [];
  }
}

export interface ApiRequestOptions {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal | undefined;
}

async function send(path: string, options: ApiRequestOptions): Promise<Response> {
  const { method = "GET", body, signal } = options;
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      cache: "no-store",
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) {
      throw cause;
    }
    throw new ApiRequestError("UNAVAILABLE", "", { status: 0, cause });
  }
}

async function toError(response: Response): Promise<ApiRequestError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const record = typeof problem === "object" && problem !== null ? (problem as Record<string, unknown>) : {};
  const code = typeof record["code"] === "string" ? (record["code"] as ErrorCode) : "INTERNAL";
  return new ApiRequestError(code, typeof record["detail"] === "string" ? record["detail"] : "", {
    status: response.status,
    ...(typeof record["requestId"] === "string" ? { requestId: record["requestId"] } : {}),
    ...(Array.isArray(record["errors"]) ? { fields: record["errors"] as FieldError[] } : {}),
  });
}

async function request(path: string, options: ApiRequestOptions): Promise<unknown> {
  const response = await send(path, options);
  if (!response.ok) {
    throw await toError(response);
  }
  return response.status === 204 ? undefined : await response.json();
}

/** One request to the HTTP API, its answer parsed. Throws ApiRequestError. */
export async function apiRequest<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: ApiRequestOptions = {},
): Promise<z.infer<Schema>> {
  return schema.parse(await request(path, options));
}

/** As `apiRequest`, for what the first load of a page imports: the schema comes beside the answer. */
export async function apiAnswer<Name extends keyof Answers>(
  path: string,
  name: Name,
  options: ApiRequestOptions = {},
): Promise<z.infer<Answers[Name]>> {
  const [body, { answers }] = await Promise.all([request(path, options), import("@/lib/answers")]);
  // safe because the schema is the one of this name
  return answers[name].parse(body) as z.infer<Answers[Name]>;
}
