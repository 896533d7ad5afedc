import type { ReceivedCommand } from "./command";
import { RemotingError } from "./errors";
import { parseLenientJson } from "./lenient-json";

/** Readers of what servers answer; a field of the wrong shape is a `protocol` error, not a crash. */

export function readNumberField(command: ReceivedCommand, name: string): number {
  const value = Number(command.fields[name] ?? Number.NaN);
  if (!Number.isSafeInteger(value)) {
    throw new RemotingError("protocol", `The answer has no usable number "${name}".`);
  }
  return value;
}

export function readJsonBody(command: ReceivedCommand): Record<string, unknown> {
  try {
    return asRecord(parseLenientJson(command.body.toString("utf8")));
  } catch (error) {
    throw new RemotingError("protocol", "The answer's body is not readable as JSON.", { cause: error });
  }
}

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function asInteger(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : otherwise;
}
