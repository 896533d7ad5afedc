import type { Instance } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { requireInstance } from "@/server/services/shared/require";
import { toInstance } from "@/server/services/shared/views";

export function getInstance({ db }: ServiceContext, instanceId: string): Instance {
  return toInstance(requireInstance(db, instanceId));
}
