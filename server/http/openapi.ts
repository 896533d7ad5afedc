import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { type ErrorCode, errorCodes, errorStatuses } from "@/lib/error-codes";
import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints/all";

const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

/** Codes that the body's references have beside the path's own resource. */
const referenceCodes: readonly ErrorCode[] = ["INSTANCE_NOT_FOUND", "TOPIC_NOT_FOUND", "GROUP_NOT_FOUND"];

let document: ReturnType<typeof createDocument> | undefined;

/** From the very schemas that check the requests; built once. */
export function buildOpenApi(): ReturnType<typeof createDocument> {
  document ??= createDocument(toObject());
  return document;
}

function toObject(): ZodOpenApiObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: toOperation(endpoint),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sluice",
      version: "1",
      description: "Rules that forward MQTT parent topics to RocketMQ topics. Errors are problem documents (RFC 9457).",
    },
    servers: [{ url: "/api/v1" }],
    paths,
  };
}

function toOperation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const params = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? "", z.string()] as const);
  const success =
    endpoint.response === undefined && endpoint.mediaType === undefined
      ? { description: endpoint.summary }
      : {
          description: endpoint.summary,
          content: { [endpoint.mediaType ?? "application/json"]: { schema: endpoint.response ?? z.string() } },
        };
  return {
    operationId: toOperationId(endpoint),
    summary: endpoint.summary,
    tags: [endpoint.tag],
    requestParams: {
      ...(params.length > 0 && { path: z.object(Object.fromEntries(params)) }),
      ...(endpoint.query && { query: endpoint.query }),
    },
    ...(endpoint.body && {
      requestBody: { required: true, content: { "application/json": { schema: endpoint.body } } },
    }),
    responses: { [String(endpoint.status)]: success, ...toErrorResponses(endpoint) },
  };
}

function toOperationId({ method, path }: Endpoint): string {
  const words = path.split(/[/{}-]+/).filter((word) => word !== "");
  return [method.toLowerCase(), ...words.map((word) => word[0]?.toUpperCase() + word.slice(1))].join("");
}

function toErrorResponses({ codes, body }: Endpoint): ZodOpenApiOperationObject["responses"] {
  const byStatus = new Map<number, Set<ErrorCode>>();
  const add = (status: number, code: ErrorCode) => byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  for (const code of [...codes, "VALIDATION", "FORBIDDEN", "UNAVAILABLE", "INTERNAL"] as const) {
    add(errorStatuses[code], code);
    if (body !== undefined && referenceCodes.includes(code)) {
      add(422, code);
    }
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: [...list].join(", "),
        content: { "application/problem+json": { schema: ProblemSchema } },
      },
    ]),
  );
}
