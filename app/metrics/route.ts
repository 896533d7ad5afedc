import { getConsole } from "@/server/console";
import { handleMetrics } from "@/server/http/handle-metrics";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return handleMetrics(request, getConsole());
}
