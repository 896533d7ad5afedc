import { getConsole } from "@/server/console";
import { handleApi } from "@/server/http/handle-api";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Every path and method of the API: server/http/endpoints has the table, so that 404 and 405 are problem documents too. */
function handle(request: Request): Promise<Response> {
  return handleApi(request, getConsole());
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT };
