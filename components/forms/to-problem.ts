import { ApiRequestError } from "@/components/rules/api-request";
import type { ShownProblem } from "./action";

/** Anything a query or a request threw. */
export function toProblem(error: unknown): ShownProblem {
  if (error instanceof ApiRequestError) {
    return { code: error.code, message: error.message, fields: error.fields, requestId: error.requestId };
  }
  return { code: "INTERNAL", message: "" };
}
