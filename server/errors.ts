import { type ErrorCode, errorStatuses, type FieldError } from "@/lib/error-codes";

export interface AppErrorOptions {
  /** Overrides the code's own status: a thing missing as a reference in a body is 422, not 404. */
  status?: number;
  errors?: readonly FieldError[];
  /** Seconds after which a retry makes sense. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

// Next loads this module once for each of its bundles: an error thrown in one must be known in another.
const brand = Symbol.for("sluice.AppError");

/**
 * An expected failure of the control plane. The message is written for the person who asked (it names the way out) and never
 * carries a secret, a payload or an unknown error's text. Services throw it, so that a transaction rolls back.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.status = options.status ?? errorStatuses[code];
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Another program holds the database; undefined for any other error. Nothing was written. */
export function databaseBusy(error: unknown): AppError | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (typeof code !== "string" || !/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return undefined;
  }
  const message = "The console's database is locked by another program, so nothing was changed. Try again in a moment.";
  return new AppError("UNAVAILABLE", message, { retryAfterSeconds: 5, cause: error });
}

/** A malformed field. */
export function invalid(field: string, message: string): AppError {
  return new AppError("VALIDATION", message, { errors: [{ field, message }] });
}

/** Something that the request body names does not exist. */
export function missingReference(
  code: "INSTANCE_NOT_FOUND" | "TOPIC_NOT_FOUND" | "GROUP_NOT_FOUND",
  field: string,
  message: string,
): AppError {
  return new AppError(code, message, { status: 422, errors: [{ field, message }] });
}

interface IssueLike {
  path: readonly PropertyKey[];
  message: string;
  code?: string | undefined;
  keys?: readonly string[] | undefined;
}

/** One error a field, in zod's order; an unknown field is named itself. */
export function toFieldErrors(issues: readonly IssueLike[]): FieldError[] {
  const errors = issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys" && issue.keys !== undefined) {
      return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "There is no such field." }));
    }
    return [{ field: path.join("."), message: issue.message }];
  });
  return errors.filter((error, i) => errors.findIndex((other) => other.field === error.field) === i);
}

export function validationError(issues: readonly IssueLike[]): AppError {
  const errors = toFieldErrors(issues);
  const fields = [...new Set(errors.map((error) => error.field).filter((field) => field !== ""))];
  const first = errors[0]?.message ?? "The request is malformed.";
  const detail = fields.length === 0 ? first : `Check ${fields.slice(0, 8).join(", ")}: ${first}`;
  return new AppError("VALIDATION", detail, { errors });
}
