import { z } from "zod";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { type RequestOptions, RuntimeRequestError } from "@/server/protocol/client";
import type { RuntimeRequest } from "@/server/protocol/messages";

/** One request to the runtime, its result parsed. A runtime that is away is UNAVAILABLE; a refusal too, with its words in the log only. */
export async function callRuntime<T>(
  context: ServiceContext,
  request: RuntimeRequest,
  result: z.ZodType<T>,
  options?: RequestOptions,
): Promise<T> {
  try {
    return result.parse(await context.runtime.request(request, options));
  } catch (error) {
    if (error instanceof RuntimeRequestError) {
      context.log.warn(
        { method: request.method, kind: error.kind, code: error.code },
        "the runtime did not do as asked",
      );
      const why = { down: "is not running", timeout: "does not answer", refused: "could not do it" }[error.kind];
      throw new AppError(
        "UNAVAILABLE",
        `The forwarding runtime ${why}. It is restarted by itself; try again in a moment.`,
        {
          retryAfterSeconds: 5,
          cause: error,
        },
      );
    }
    throw error;
  }
}

const Backlog = z.object({ backlog: z.number(), spooled: z.number() });

export function readBacklog(context: ServiceContext, ruleId: string): Promise<z.infer<typeof Backlog>> {
  return callRuntime(context, { method: "backlog", params: { ruleId } }, Backlog);
}

export function backlogNotEmpty(ruleId: string, count: number, wayOut: string): AppError {
  return new AppError(
    "BACKLOG_NOT_EMPTY",
    `${count} messages of ${ruleId} are stored and wait for RocketMQ. ${wayOut}`,
  );
}
