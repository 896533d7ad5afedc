import { randomUUID } from "node:crypto";
import type { ServiceContext } from "@/server/context";
import { AppError, validationError } from "@/server/errors";
import type { StreamHub } from "@/server/stream/stream-hub";
import type { Endpoint } from "./endpoint";
import { buildOpenApi } from "./openapi";
import { findForeignness, type OriginPolicy } from "./origin";
import { problemResponse, toAppError } from "./problem";
import { readJsonBody } from "./read-body";
import { matchRoute } from "./router";

export interface ApiHost {
  contextFor(request: { requestId: string }): ServiceContext;
  hub: StreamHub;
  originPolicy: OriginPolicy;
}

const prefix = "/api/v1";

/** Answers any request below /api/v1. Never throws. */
export async function handleApi(request: Request, host: ApiHost): Promise<Response> {
  const requestId = readRequestId(request);
  const context = host.contextFor({ requestId });
  try {
    const foreignness = findForeignness(request.headers, true, host.originPolicy);
    if (foreignness !== undefined) {
      throw new AppError("FORBIDDEN", foreignness);
    }
    return await answer(request, host, context, requestId);
  } catch (error) {
    const appError = toAppError(error, requestId, context.log);
    return problemResponse(appError, requestId, allowHeader(appError, request));
  }
}

/** The proxy in front gives one; a caller's own is taken only in a harmless form. */
function readRequestId(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

async function answer(request: Request, host: ApiHost, context: ServiceContext, requestId: string): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(prefix.length);
  if (path === "/openapi.json" && request.method === "GET") {
    return json(buildOpenApi(), 200, requestId);
  }
  const match = matchRoute(path);
  if (match === undefined) {
    throw new AppError("ROUTE_NOT_FOUND", `There is no ${prefix}${path.slice(0, 200)}. See /api/docs.`);
  }
  const endpoint = match.byMethod.get(request.method === "HEAD" ? "GET" : request.method);
  if (endpoint === undefined) {
    const allowed = [...match.byMethod.keys()].join(", ");
    throw new AppError("METHOD_NOT_ALLOWED", `This path takes ${allowed}.`);
  }
  const query = parseQuery(endpoint, url.searchParams);
  const body = endpoint.body === undefined ? undefined : parse(endpoint.body, await readJsonBody(request));
  const result = await endpoint.run({ context, hub: host.hub, params: match.params, query, body, request });
  return toResponse(endpoint, result, requestId);
}

function toResponse(endpoint: Endpoint, result: unknown, requestId: string): Response {
  if (result instanceof Response) {
    result.headers.set("x-request-id", requestId);
    if (!result.headers.has("cache-control")) {
      result.headers.set("cache-control", "no-store");
    }
    return result;
  }
  return endpoint.status === 204
    ? new Response(null, { status: 204, headers: { "cache-control": "no-store", "x-request-id": requestId } })
    : json(result, endpoint.status, requestId);
}

function json(value: unknown, status: number, requestId: string): Response {
  return Response.json(value, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

/** An empty parameter is one not sent, as forms write it. */
function parseQuery(endpoint: Endpoint, search: URLSearchParams): unknown {
  if (endpoint.query === undefined) {
    return undefined;
  }
  return parse(endpoint.query, Object.fromEntries([...search].filter(([, value]) => value !== "")));
}

function parse(schema: NonNullable<Endpoint["body"]>, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw validationError(parsed.error.issues);
  }
  return parsed.data;
}

function allowHeader(error: AppError, request: Request): Record<string, string> {
  if (error.code !== "METHOD_NOT_ALLOWED") {
    return {};
  }
  const match = matchRoute(new URL(request.url).pathname.slice(prefix.length));
  return { allow: [...(match?.byMethod.keys() ?? [])].join(", ") };
}
