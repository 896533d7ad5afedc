import { type IncomingMessage, request } from "node:http";
import { mutate, mutateText } from "./mutate";
import { type JsonSchema, plausible, type SchemaRoot } from "./plausible";
import type { Random } from "./random";

interface Operation {
  requestBody?: { content?: Record<string, { schema?: JsonSchema }> };
}

export interface OpenApi extends SchemaRoot {
  paths: Record<string, Record<string, Operation>>;
}

export interface HostileRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

export interface Answer {
  status: number;
  contentType: string;
  text: string;
}

const methods = ["get", "post", "patch", "delete", "put"] as const;

function toPath(template: string, known: Record<string, string>, random: Random): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const real = known[name];
    if (real !== undefined && random.isChance(0.6)) {
      return encodeURIComponent(real);
    }
    const value = mutate("", random);
    return (
      encodeURIComponent((typeof value === "string" ? value.toWellFormed() : JSON.stringify(value)).slice(0, 2_000)) ||
      "x"
    );
  });
}

function toQuery(random: Random): string {
  if (random.isChance(0.6)) {
    return "";
  }
  const keys = [
    "page",
    "pageSize",
    "q",
    "from",
    "to",
    "step",
    "by",
    "offset",
    "limit",
    "discardBacklog",
    "type",
    "status",
  ];
  const parts = Array.from({ length: 1 + random.below(4) }, () => {
    const value = mutate("", random);
    const text = typeof value === "string" ? value.toWellFormed() : (JSON.stringify(value) ?? "");
    return `${random.pick(keys)}=${encodeURIComponent(text.slice(0, 500))}`;
  });
  return `?${parts.join("&")}`;
}

/** One request near one that the documented API takes. Whole instances are not deleted: the test still needs them. */
export function toHostileRequest(api: OpenApi, known: Record<string, string>, random: Random): HostileRequest {
  const template = random.pick(Object.keys(api.paths).filter((path) => !path.endsWith("/stream")));
  const operations = api.paths[template] ?? {};
  const method = random.isChance(0.9) ? random.pick(Object.keys(operations)) : random.pick(methods);
  const schema = Object.values(operations[method]?.requestBody?.content ?? {})[0]?.schema;
  const path = `${toPath(template, method === "delete" ? {} : known, random)}${toQuery(random)}`;
  const hasBody = schema !== undefined || (method !== "get" && random.isChance(0.5));
  const contentType = random.isChance(0.92)
    ? "application/json"
    : random.pick(["text/plain", "", "application/xml", "multipart/form-data"]);
  return {
    method: method.toUpperCase(),
    path: path.startsWith("/api") || path.startsWith("/metrics") ? path : `/api/v1${path}`,
    headers: hasBody && contentType !== "" ? { "content-type": contentType } : {},
    body: hasBody ? mutateText(plausible(schema ?? {}, api, random), random) : undefined,
  };
}

/** Plain HTTP without the manners of a client library: what is given is sent. */
export function send(baseUrl: string, { method, path, headers, body }: HostileRequest): Promise<Answer> {
  // Without a length Node would send the body of a DELETE unframed, and the server would take it for the next request.
  const framed = body === undefined ? headers : { ...headers, "content-length": `${Buffer.byteLength(body)}` };
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(baseUrl),
      { method, path, headers: framed, timeout: 30_000 },
      (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? "",
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`no answer within 30 s: ${method} ${path.slice(0, 200)}`)));
    sent.on("error", reject);
    sent.end(body);
  });
}
