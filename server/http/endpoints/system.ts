import { z } from "zod";
import { AuditEvent, ListAuditEventsQuery } from "@/lib/audit/schemas";
import { Health } from "@/lib/health";
import { Overview } from "@/lib/overview/schemas";
import { listAuditEvents } from "@/server/services/audit/list";
import { getHealth } from "@/server/services/health/get";
import { getOverview } from "@/server/services/overview/get";
import { openStream } from "@/server/stream/open-stream";
import { type Call, endpoint } from "../endpoint";
import { pageOf } from "./page-of";

const tag = "System";

const StreamQuery = z.object({
  /** Instance IDs, comma-separated; all without it. */
  instances: z.string().max(4096).optional(),
});

function stream({ hub, query, request }: Call<z.infer<typeof StreamQuery>, unknown>): Response {
  const ids = query.instances?.split(",").filter((id) => id !== "");
  const body = openStream({
    hub,
    instanceIds: ids === undefined ? undefined : new Set(ids),
    lastEventId: request.headers.get("last-event-id") ?? undefined,
    signal: request.signal,
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

export const systemEndpoints = [
  endpoint({
    method: "GET",
    path: "/health",
    summary: "Are console and runtime up? 503 when not",
    tag,
    status: 200,
    response: Health,
    codes: [],
    run: ({ context }) => {
      const health = getHealth(context);
      return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
    },
  }),
  endpoint({
    method: "GET",
    path: "/overview",
    summary: "The whole installation at a glance: health, rules in need, rates, backlog, alerts, audit",
    tag,
    status: 200,
    response: Overview,
    codes: [],
    run: ({ context }) => getOverview(context),
  }),
  endpoint({
    method: "GET",
    path: "/stream",
    summary: "Server-sent events: metrics each second, status on change; resumable by Last-Event-ID",
    tag,
    query: StreamQuery,
    status: 200,
    codes: ["TOO_MANY_STREAMS"],
    run: stream,
  }),
  endpoint({
    method: "GET",
    path: "/audit-events",
    summary: "Who changed what, newest first",
    tag,
    query: ListAuditEventsQuery,
    status: 200,
    response: pageOf(AuditEvent),
    codes: [],
    run: ({ context, query }) => listAuditEvents(context, query),
  }),
];
