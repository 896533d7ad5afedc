import { countMqttInstancesByRegion } from "@/db/queries/mqtt-instances";
import type { ServiceContext } from "@/server/context";

/** For the choice of a region, on every page; regions without instances are left out. */
export function countInstancesByRegion({ db }: ServiceContext): Record<string, number> {
  return countMqttInstancesByRegion(db);
}
