import { limits } from "@/lib/limits";
import { AppError, invalid } from "@/server/errors";

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

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = new AppError("PAYLOAD_TOO_LARGE", `The body may have at most ${limits.requestBytesMax} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > limits.requestBytesMax) {
    throw tooLarge;
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > limits.requestBytesMax) {
      await reader?.cancel();
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
