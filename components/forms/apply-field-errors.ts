import type { FieldPath, FieldValues, UseFormSetError } from "react-hook-form";
import type { FieldError } from "@/lib/error-codes";

/**
 * Puts the server's field messages at their fields and the focus on the first; `toName` maps the server's path to the form's.
 * Returns whether every message found its field.
 */
export function applyFieldErrors<Values extends FieldValues>(
  fields: readonly FieldError[] | undefined,
  setError: UseFormSetError<Values>,
  toName: (field: string) => FieldPath<Values> | undefined,
): boolean {
  let isFirst = true;
  let isComplete = true;
  for (const field of fields ?? []) {
    const name = toName(field.field);
    if (name === undefined) {
      isComplete = false;
    } else {
      setError(name, { type: "server", message: field.message }, { shouldFocus: isFirst });
      isFirst = false;
    }
  }
  return isComplete;
}
