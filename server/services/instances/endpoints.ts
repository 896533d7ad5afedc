import type { StoredEndpoint } from "@/db/schema/app/mqtt-instances";
import type { ServiceConfig } from "@/server/context";

const privateHost = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[?(::1|f[cd]))/i;

/** The one endpoint that an external instance's connection names. */
export function endpointsOfUrl(url: string): StoredEndpoint[] {
  const protocol = /^(mqtts?|wss?):/.exec(url)?.[1] as StoredEndpoint["protocol"] | undefined;
  const host = url.replace(/^[a-z]+:\/\//, "");
  return protocol === undefined ? [] : [{ network: privateHost.test(host) ? "internal" : "public", protocol, url }];
}

/** Follows the settings at each start. */
export function embeddedEndpoints({ host, port, wsPort }: NonNullable<ServiceConfig["mqtt"]>): StoredEndpoint[] {
  const shown = toReachableHost(host);
  return [
    { network: "internal", protocol: "mqtt", url: `mqtt://${shown}:${port}` },
    { network: "internal", protocol: "ws", url: `ws://${shown}:${wsPort}` },
  ];
}

/** A wildcard address is one to listen on, not one to connect to. */
export function toReachableHost(host: string): string {
  if (host === "0.0.0.0") {
    return "127.0.0.1";
  }
  if (host === "::") {
    return "[::1]";
  }
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
