import { isIP } from "node:net";
import type { Endpoints } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import { type Address, parseAddress } from "@/server/rocketmq/remoting/address";

const { AddressScheme } = definition;

/** Where proxies listen. `key` tells two endpoints apart and is what people read. */
export interface ProxyEndpoints {
  key: string;
  addresses: readonly Address[];
}

/** `host:port` or `[ipv6]:port`. Throws `unreachable` for anything else. */
export function parseEndpoints(text: string): ProxyEndpoints {
  return { key: text, addresses: [parseAddress(text)] };
}

export function readEndpoints(endpoints: Endpoints | undefined): ProxyEndpoints | undefined {
  const addresses = (endpoints?.getAddressesList() ?? []).map((address) => ({
    host: address.getHost(),
    port: address.getPort(),
  }));
  return addresses.length === 0 ? undefined : { key: addresses.map(toText).join(","), addresses };
}

export function writeEndpoints({ addresses }: ProxyEndpoints): Endpoints {
  const endpoints = new definition.Endpoints();
  endpoints.setScheme(schemeOf(addresses));
  for (const { host, port } of addresses) {
    endpoints.addAddresses().setHost(host).setPort(port);
  }
  return endpoints;
}

/** `host:port` of each, as sockets are opened. */
export function addressesOf({ addresses }: ProxyEndpoints): string[] {
  return addresses.map(toText);
}

function schemeOf(addresses: readonly Address[]) {
  const versions = new Set(addresses.map(({ host }) => isIP(host)));
  if (versions.size !== 1 || versions.has(0)) {
    return AddressScheme.DOMAIN_NAME;
  }
  return versions.has(4) ? AddressScheme.IPV4 : AddressScheme.IPV6;
}

function toText({ host, port }: Address): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}
