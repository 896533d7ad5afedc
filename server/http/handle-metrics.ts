import { randomUUID } from "node:crypto";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import type { ConsoleMeter } from "@/server/metrics/console-meter";
import { renderPrometheus } from "@/server/metrics/prometheus";
import { findForeignness, type OriginPolicy } from "./origin";
import { problemResponse } from "./problem";

export interface MetricsHost {
  context: ServiceContext;
  meter: ConsoleMeter;
  originPolicy: OriginPolicy;
  hub: { readonly listenerCount: number };
}

/** Prometheus' text format, outside /api/v1. */
export async function handleMetrics(
  request: Request,
  { context, meter, originPolicy, hub }: MetricsHost,
): Promise<Response> {
  const foreignness = findForeignness(request.headers, true, originPolicy);
  if (foreignness !== undefined) {
    return problemResponse(new AppError("FORBIDDEN", foreignness), randomUUID());
  }
  const { contentType, text } = await renderPrometheus(context, meter.read(), hub.listenerCount);
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}
