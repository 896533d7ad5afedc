import { AppError } from "@/server/errors";
import { readBytes } from "@/server/http/read-bytes";

/**
 * Why the submit of a server action is refused before Next decodes it, or undefined. Next answers 500 to arguments that it cannot decode;
 * the console itself sends plain JSON only, with text that begins with `$` written as `$$`.
 */
export async function findActionFault(request: Request): Promise<AppError | undefined> {
  if (request.method !== "POST" || !request.headers.has("next-action")) {
    return undefined;
  }
  if (!(request.headers.get("content-type") ?? "").startsWith("text/plain")) {
    return new AppError("UNSUPPORTED_MEDIA_TYPE", "The arguments of an action are sent as text/plain.");
  }
  try {
    return isDecodable(new TextDecoder().decode(await readBytes(request.clone()))) ? undefined : undecodable();
  } catch (error) {
    if (error instanceof AppError) {
      return error;
    }
    throw error;
  }
}

function undecodable(): AppError {
  return new AppError("VALIDATION", "The arguments of the action cannot be read: send a JSON array.");
}

function isDecodable(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text, refuseReferences));
  } catch {
    return false;
  }
}

function refuseReferences(_: string, value: unknown): unknown {
  if (typeof value === "string" && /^\$(?!\$|undefined$)/.test(value)) {
    throw new SyntaxError("a reference");
  }
  return value;
}
