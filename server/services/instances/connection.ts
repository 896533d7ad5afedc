import type { MqttInstanceRow } from "@/db/schema/app/mqtt-instances";
import type { MqttConnection } from "@/lib/instances/schemas";
import type { ServiceConfig } from "@/server/context";
import { AppError } from "@/server/errors";
import { toReachableHost } from "./endpoints";

/** How the console itself connects to an instance's broker. */
export function toConsoleConnection(row: MqttInstanceRow, config: ServiceConfig): MqttConnection {
  if (row.connection !== null) {
    return row.connection;
  }
  if (config.mqtt === undefined) {
    throw new AppError("UNAVAILABLE", `The embedded broker of ${row.name} is switched off (SLUICE_EMBEDDED).`);
  }
  return {
    url: `mqtt://${toReachableHost(config.mqtt.host)}:${config.mqtt.port}`,
    protocolVersion: "auto",
    auth: "password",
    clientIdPrefix: "sluice-console-",
  };
}
