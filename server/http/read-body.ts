import { AppError, invalid } from "@/server/errors";
import { readBytes } from "@/server/http/read-bytes";

/** The parsed JSON body of a request; refuses other types, too many bytes and what is not JSON. */
export async function readJsonBody(request: Request): Promise<unknown> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json.");
  }
  const text = new TextDecoder().decode(await readBytes(request));
  try {
    return JSON.parse(text, refuseProto);
  } catch (error) {
    if (error instanceof AppError) {
      throw error;
    }
    throw invalid("", "The body is not JSON.");
  }
}

/** As a field it is never meant well. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === "__proto__") {
    throw invalid("__proto__", "There is no such field.");
  }
  return value;
}
