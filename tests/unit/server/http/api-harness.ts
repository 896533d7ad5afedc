import type { Problem } from "@/lib/error-codes";
import { handleApi } from "@/server/http/handle-api";
import { StreamHub } from "@/server/stream/stream-hub";
import type { TestContext } from "../services/test-context";

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** Calls the handlers as Next does, without a server. */
export function createApi(context: TestContext) {
  const hub = new StreamHub(context.runtime);
  const host = { contextFor: () => context, hub, originPolicy: { allowedHosts: [] } };
  const handle = (request: Request) => handleApi(request, host);
  const call = async <T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const response = await handle(
      new Request(`http://localhost:3000/api/v1${path}`, {
        method,
        headers: {
          host: "localhost:3000",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      // safe because each test knows what it asked for
      body: (text === "" ? undefined : JSON.parse(text)) as T,
    };
  };
  const refuse = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    call<Problem>(method, path, body, headers);
  return { handle, hub, call, refuse };
}
