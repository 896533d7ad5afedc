import type { ErrorCode, FieldError } from "@/lib/error-codes";
import type { ActionResult } from "@/lib/result";

/** A server action as pages hand it to their views. */
export type Action<Input, Output> = (input: Input) => Promise<ActionResult<Output>>;

/** A failure as people see it: of an action, of the HTTP API, or of the way there. */
export interface ShownProblem {
  code: ErrorCode;
  /** The server's own sentence; it names dependents and the like. */
  message: string;
  fields?: FieldError[] | undefined;
  requestId?: string | undefined;
}
