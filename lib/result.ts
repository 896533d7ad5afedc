import type { ErrorCode, FieldError } from "./error-codes";

/** What a server action returns. Expected failures are returned, never thrown: thrown ones lose their message in production. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; message: string; fields?: FieldError[]; errorId?: string } };
