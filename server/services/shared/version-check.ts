import { AppError } from "@/server/errors";

/** Someone else changed the thing since the caller read it. */
export function requireVersion(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) {
    throw new AppError(
      "VERSION_CONFLICT",
      `It was changed in the meantime (version ${actual}, you sent ${expected}). Read it again and repeat the change.`,
    );
  }
}
