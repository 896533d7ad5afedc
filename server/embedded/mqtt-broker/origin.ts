import type { IncomingMessage } from "node:http";

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A browser always sends Origin with a WebSocket; a page of a foreign origin must not reach the broker. Other clients send none. */
export function isOriginAllowed(origin: string | undefined, allowedOrigins: readonly string[]): boolean {
  if (origin === undefined) {
    return true;
  }
  if (allowedOrigins.includes(origin)) {
    return true;
  }
  try {
    return loopbackHosts.has(new URL(origin).hostname);
  } catch {
    return false;
  }
}

export function originOf(request: IncomingMessage): string | undefined {
  return request.headers.origin;
}
