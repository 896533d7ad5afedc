import { getSettings } from "@/server/config/env";
import { Supervisor } from "./supervisor";

const key = Symbol.for("sluice.supervisor");
const holder = globalThis as typeof globalThis & { [key]?: Supervisor };

/** The one supervisor of this process. Next loads modules several times, so it is kept where all copies find it. */
export function getSupervisor(): Supervisor {
  holder[key] ??= new Supervisor(getSettings());
  return holder[key];
}
