import { listMqttInstanceTags } from "@/db/queries/mqtt-instances";
import type { Instance } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";

const tagsMax = 200;

/** What instances of a region can be filtered by. */
export function listInstanceTags({ db }: ServiceContext, regionId: Instance["regionId"]): string[] {
  return listMqttInstanceTags(db, regionId, tagsMax);
}
