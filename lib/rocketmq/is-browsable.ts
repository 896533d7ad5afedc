import type { RocketmqEndpoint } from "./schemas";

/** Topics and messages are read by way of a name server; a gRPC endpoint alone has none. */
export function isBrowsable(endpoint: RocketmqEndpoint): boolean {
  return endpoint.protocol === "remoting" || (endpoint.adminNameServers ?? []).length > 0;
}
