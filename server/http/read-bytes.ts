import { limits } from "@/lib/limits";
import { AppError } from "@/server/errors";

/** The body of a request, read no further than the limit whatever length was declared. Throws `PAYLOAD_TOO_LARGE` beyond it. */
export async function readBytes(request: Request): Promise<Uint8Array> {
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
      // Not awaited: of a cloned body it settles only when the other copy is given up too.
      reader?.cancel().catch(() => undefined);
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
