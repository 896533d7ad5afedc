import type { z } from "zod";
import type { ErrorCode } from "@/lib/error-codes";
import type { ServiceContext } from "@/server/context";
import type { StreamHub } from "@/server/stream/stream-hub";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export interface Call<Query, Body> {
  context: ServiceContext;
  hub: StreamHub;
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  request: Request;
}

interface EndpointDefinition<Query, Body> {
  method: Method;
  /** Below /api/v1; `{name}` is a parameter. */
  path: string;
  summary: string;
  tag: string;
  query?: z.ZodType<Query> & z.ZodObject;
  body?: z.ZodType<Body>;
  status: number;
  response?: z.ZodType;
  /** Of an answer that is text and not JSON. */
  mediaType?: string;
  /** Codes beside VALIDATION, FORBIDDEN, UNAVAILABLE and INTERNAL, which any may have. */
  codes: readonly ErrorCode[];
  /** Returns what `response` describes, or a whole Response. */
  run(call: Call<Query, Body>): unknown;
}

export type Endpoint = EndpointDefinition<unknown, unknown>;

/** One path and method of the public API: what it takes, what it may answer, and the service that does it. */
export function endpoint<Query = unknown, Body = unknown>(definition: EndpointDefinition<Query, Body>): Endpoint {
  // safe because the handler calls run only with what these very schemas returned
  return definition as unknown as Endpoint;
}
