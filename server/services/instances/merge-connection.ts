import { MqttConnection, type MqttConnectionPatch } from "@/lib/instances/schemas";
import { validationError } from "@/server/errors";
import { withoutUndefined } from "@/server/services/shared/without-undefined";

/** JSON merge patch: absent keeps what is stored (write-only secrets above all), null takes it away. */
export function mergeConnection(stored: MqttConnection, patch: MqttConnectionPatch): MqttConnection {
  const merged: Record<string, unknown> = mergeFields(stored, patch);
  if (patch.tls !== undefined && patch.tls !== null && stored.tls !== undefined) {
    merged["tls"] = mergeFields(stored.tls, patch.tls);
  }
  const parsed = MqttConnection.safeParse(merged);
  if (!parsed.success) {
    throw validationError(parsed.error.issues.map((issue) => ({ ...issue, path: ["connection", ...issue.path] })));
  }
  return parsed.data;
}

function mergeFields(stored: object, patch: object): Record<string, unknown> {
  const merged = Object.entries({ ...stored, ...withoutUndefined(patch) });
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
}
