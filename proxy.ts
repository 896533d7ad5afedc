import { type NextRequest, NextResponse } from "next/server";
import { getSettings } from "@/server/config/env";
import { heldConsole } from "@/server/console-holder";
import { AppError } from "@/server/errors";
import { findActionFault } from "@/server/http/action-request";
import { toContentSecurityPolicy } from "@/server/http/content-security-policy";
import { findForeignness } from "@/server/http/origin";
import { pageWebSockets } from "@/server/http/page-web-sockets";
import { problemResponse } from "@/server/http/problem";

/** In front of every request: refuses foreign Hosts and Origins, gives it an ID, and pages their content security policy. */
export async function proxy(request: NextRequest): Promise<Response> {
  const settings = getSettings();
  const requestId = crypto.randomUUID();
  const isApi = /^\/(api|metrics)(\/|$)/.test(request.nextUrl.pathname) && request.nextUrl.pathname !== "/api/docs";
  const policy = { allowedHosts: [settings.host, ...settings.allowedHosts] };
  const foreignness = findForeignness(request.headers, isApi, policy);
  if (foreignness !== undefined) {
    return problemResponse(new AppError("FORBIDDEN", foreignness), requestId);
  }
  const fault = await findActionFault(request);
  if (fault !== undefined) {
    return problemResponse(fault, requestId);
  }
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  if (isApi) {
    return NextResponse.next({ request: { headers } });
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const contentSecurityPolicy = toContentSecurityPolicy({
    nonce,
    webSockets: pageWebSockets(request.nextUrl.pathname, (id) => heldConsole()?.endpointsOf(id) ?? []),
    isDevelopment: process.env.NODE_ENV === "development",
  });
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from this request header.
  headers.set("content-security-policy", contentSecurityPolicy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", contentSecurityPolicy);
  response.headers.set("x-request-id", requestId);
  return response;
}

export const config = {
  // Files with a hash in their name need no policy and no check.
  matcher: ["/((?!_next/static|_next/image).*)"],
};
