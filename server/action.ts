import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ActionResult } from "@/lib/result";
import { getConsole, localOperator } from "@/server/console";
import type { ServiceContext } from "@/server/context";
import { AppError, databaseBusy, validationError } from "@/server/errors";

interface ActionDefinition<Input, Output> {
  input: z.ZodType<Input>;
  /** Who may do this; returns the actor or throws UNAUTHENTICATED or FORBIDDEN. */
  authorise(): string | Promise<string>;
  run(context: ServiceContext, input: Input): Output | Promise<Output>;
}

/** The local operator: the seam where sign-in comes in. Until then the server listens on loopback only. */
export function requireOperator(): string {
  return localOperator;
}

/** A server action: authorise, parse, run, and every expected failure returned as data. What is unknown goes to the log; the browser gets its ID. */
export function defineAction<Input, Output>(
  definition: ActionDefinition<Input, Output>,
): (input: unknown) => Promise<ActionResult<Output>> {
  return async (input) => {
    const requestId = randomUUID();
    const { contextFor } = getConsole();
    try {
      const actor = await definition.authorise();
      const parsed = definition.input.safeParse(input);
      if (!parsed.success) {
        throw validationError(parsed.error.issues);
      }
      return { ok: true, data: await definition.run({ ...contextFor({ requestId }), actor }, parsed.data) };
    } catch (error) {
      // Next's own control flow (redirect, notFound) travels as an exception.
      unstable_rethrow(error);
      return { ok: false, error: toActionError(error, requestId) };
    }
  };
}

type ActionError = Extract<ActionResult<never>, { ok: false }>["error"];

function toActionError(error: unknown, requestId: string): ActionError {
  const expected = error instanceof AppError ? error : databaseBusy(error);
  if (expected !== undefined) {
    return {
      code: expected.code,
      message: expected.message,
      ...(expected.errors.length > 0 && { fields: [...expected.errors] }),
    };
  }
  getConsole().context.log.error({ requestId, err: error }, "an action failed unexpectedly");
  return { code: "INTERNAL", message: "Something went wrong.", errorId: requestId };
}
