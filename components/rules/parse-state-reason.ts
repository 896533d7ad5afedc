import { type StateReasonCode, stateReasonCodes } from "@/lib/rules/states";

/** `code: detail` as the API writes it; an unknown code keeps its whole text as the detail. */
export function parseStateReason(text: string): { code: StateReasonCode; detail: string } {
  const colon = text.indexOf(": ");
  const head = colon < 0 ? text : text.slice(0, colon);
  const code = stateReasonCodes.find((known) => known === head);
  return code === undefined
    ? { code: "unknown", detail: text }
    : { code, detail: colon < 0 ? "" : text.slice(colon + 2) };
}
