import type { Health } from "@/lib/health";
import type { ServiceContext } from "@/server/context";
import { isSilent } from "@/server/services/shared/rule-state";

/** "ok" when the console answers, its database reads and the runtime is up. */
export function getHealth(context: ServiceContext): Health {
  context.db.$client.prepare("SELECT 1").get();
  const { runtime, config } = context;
  // Connected is not enough: it must have said that it is ready, and go on to say how it is.
  const isUp = runtime.isUp && runtime.info !== undefined && !isSilent(runtime, context.now().getTime());
  return {
    status: isUp ? "ok" : "unavailable",
    version: config.version,
    runtime: {
      state: isUp ? "up" : "down",
      ...(runtime.info && { pid: runtime.info.pid }),
    },
    embedded: context.embedded(),
  };
}
