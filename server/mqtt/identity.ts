import { createHash, createHmac } from "node:crypto";
import type { MqttConnection } from "@/lib/instances/schemas";

/** ApsaraMQ's limit for a whole client ID. */
const prefixedClientIdLengthMax = 64;

/** The client ID of a rule's session; the same after every restart, so that the broker finds the session again. */
export function sessionClientId(prefix: string | undefined, installationId: string, ruleId: string): string {
  const base = `sluice-${installationId}-${ruleId}`;
  if (prefix === undefined || prefix === "") {
    return base;
  }
  const room = prefixedClientIdLengthMax - prefix.length;
  if (base.length <= room) {
    return prefix + base;
  }
  const hash = createHash("sha256").update(base).digest("hex").slice(0, 8);
  return `${prefix}${base.slice(0, Math.max(0, room - 9))}-${hash}`;
}

export interface MqttCredentials {
  username: string | undefined;
  password: Buffer | undefined;
}

/** ApsaraMQ's signature log-in signs the client ID with the AccessKey secret; other brokers take user name and password as they are. */
export function mqttCredentials(connection: MqttConnection, clientId: string): MqttCredentials {
  if (connection.auth === "signature") {
    const signature = createHmac("sha1", connection.secretKey ?? "")
      .update(clientId)
      .digest("base64");
    return {
      username: `Signature|${connection.accessKey ?? ""}|${connection.signatureInstanceId ?? ""}`,
      password: Buffer.from(signature),
    };
  }
  return {
    username: connection.username,
    password: connection.password === undefined ? undefined : Buffer.from(connection.password),
  };
}
