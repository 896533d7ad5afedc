import type { RocketmqEndpoint } from "@/lib/rocketmq/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { Credentials } from "./remoting/acl";
import { Connections } from "./remoting/connections";
import { RemotingError } from "./remoting/errors";
import { NameServerClient } from "./remoting/name-server";
import { unwrapNamespace, wrapNamespace } from "./remoting/namespace";
import { Producer, type ProducerOptions } from "./remoting/producer";
import { RouteCache } from "./remoting/route-cache";

/** What every part of a client works with. */
export interface ClientContext {
  connections: Connections;
  nameServer: NameServerClient;
  routes: RouteCache;
  wrap(name: string): string;
  /** Undefined for a name of another namespace. */
  unwrap(name: string): string | undefined;
  producer(options: ProducerOptions): Producer;
}

export function openClientContext(
  target: RocketmqTarget,
  options: { connectTimeoutMs?: number; requestTimeoutMs?: number },
): ClientContext {
  const nameServers = nameServersOf(target.endpoint);
  const connections = new Connections({
    tls: target.tls,
    credentials: credentialsOf(target),
    ...(options.connectTimeoutMs === undefined ? {} : { connectTimeoutMs: options.connectTimeoutMs }),
    ...(options.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: options.requestTimeoutMs }),
  });
  const nameServer = new NameServerClient(connections, nameServers);
  return {
    connections,
    nameServer,
    routes: new RouteCache(nameServer),
    wrap: (name) => wrapNamespace(target.namespace, name),
    unwrap: (name) => unwrapNamespace(target.namespace, name),
    producer: (producerOptions) =>
      new Producer(connections, {
        ...producerOptions,
        group: wrapNamespace(target.namespace, producerOptions.group),
      }),
  };
}

export function nameServersOf(endpoint: RocketmqEndpoint): readonly string[] {
  const addresses = endpoint.protocol === "remoting" ? endpoint.nameServers : (endpoint.adminNameServers ?? []);
  if (addresses.length === 0) {
    throw new RemotingError(
      "unreachable",
      "This instance has no name server. Enter one in its settings: topics and messages are read by way of it.",
    );
  }
  return addresses;
}

function credentialsOf(target: RocketmqTarget): Credentials | undefined {
  const { accessKey, secretKey, securityToken } = target;
  return accessKey === undefined || accessKey === "" || secretKey === undefined || secretKey === ""
    ? undefined
    : { accessKey, secretKey, securityToken };
}
