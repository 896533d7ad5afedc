import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import grpcService from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb.js";
import service from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { Queue } from "@/server/rocketmq/remoting/route";
import { SharedProbe } from "@/server/rocketmq/shared-probe";
import { type ProxyEndpoints, parseEndpoints, writeEndpoints } from "./endpoints";
import { GrpcChannel } from "./grpc-channel";
import { GrpcError } from "./grpc-error";
import { ProxyProducer } from "./proxy-producer";
import { type ProxyRoute, readRoute } from "./proxy-route";
import { ProxySession } from "./proxy-session";
import { RequestMetadata } from "./request-metadata";
import { requireOk } from "./status";

export interface GrpcClientOptions {
  /** Default: 3 s. */
  requestTimeoutMs?: number;
}

export interface GrpcProducerOptions {
  requestTimeoutMs: number;
  messageGroup(lane: Queue): string | undefined;
}

interface Place {
  channel: GrpcChannel;
  session: ProxySession;
}

const { queryRoute } = grpcService.MessagingServiceService;
const requestTimeoutMsDefault = 3_000;

/**
 * A client of one RocketMQ 5 cluster by gRPC. It has the messages of the official client, and connections of its own: they
 * know private certificate authorities, survive a lost stream, and leave nothing behind when they are closed.
 * Opening connects nothing. Every call rejects with GrpcError when the cluster cannot serve it, and never retries.
 */
export class GrpcClient {
  readonly #target: RocketmqTarget;
  readonly #entrance: ProxyEndpoints;
  readonly #metadata: RequestMetadata;
  readonly #requestTimeoutMs: number;
  readonly #places = new Map<string, Place>();
  readonly #listeners = new Set<(address: string) => void>();
  /** Endpoints that routes named; an address that is not among them is taken as written. */
  readonly #known = new Map<string, ProxyEndpoints>();
  readonly #probe = new SharedProbe(async (address) => this.#placeOf(address).session.beat(this.#requestTimeoutMs));
  #isClosed = false;

  /** Throws when the target has no gRPC endpoint, or one that is not an address. */
  constructor(target: RocketmqTarget, { requestTimeoutMs = requestTimeoutMsDefault }: GrpcClientOptions = {}) {
    if (target.endpoint.protocol !== "grpc") {
      throw new GrpcError("unreachable", "This instance has no gRPC endpoint.");
    }
    this.#target = target;
    this.#entrance = parseEndpoints(target.endpoint.endpoints);
    this.#metadata = new RequestMetadata(target);
    this.#requestTimeoutMs = requestTimeoutMs;
  }

  /** Rejects with code 40402 when the topic is not there. `topic` is without the namespace. */
  async route(topic: string): Promise<ProxyRoute> {
    const name = new definition.Resource().setResourceNamespace(this.#target.namespace ?? "").setName(topic);
    const request = new service.QueryRouteRequest().setTopic(name).setEndpoints(writeEndpoints(this.#entrance));
    const { channel } = this.#placeOf(this.#entrance.key);
    const answer = await channel.unary(queryRoute, request, this.#requestTimeoutMs);
    requireOk(channel.address, answer.getStatus());
    const route = readRoute(topic, answer.getMessageQueuesList());
    for (const [key, endpoints] of route.endpoints) {
      this.#known.set(key, endpoints);
    }
    return route;
  }

  /** Asks a proxy something harmless: resolves when it answers well. */
  probe(address: string): Promise<void> {
    return this.#probe.ask(address);
  }

  /** Told when a connection to that address ended or could not be made. Returns how to stop. */
  onDisconnect(listener: (address: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  producer({ requestTimeoutMs, messageGroup }: GrpcProducerOptions): ProxyProducer {
    return new ProxyProducer({
      channelTo: (address) => this.#placeOf(address).channel,
      namespace: this.#target.namespace,
      requestTimeoutMs,
      messageGroup,
    });
  }

  /** Requests in flight reject; proxies that can be reached are told. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
    const places = [...this.#places.values()];
    this.#places.clear();
    await Promise.all(
      places.map(async ({ channel, session }) => {
        await session.close();
        channel.close();
      }),
    );
  }

  #placeOf(address: string): Place {
    if (this.#isClosed) {
      throw new GrpcError("closed", "This client was closed.");
    }
    const existing = this.#places.get(address);
    if (existing !== undefined) {
      return existing;
    }
    const endpoints = this.#known.get(address) ?? parseEndpoints(address);
    const channel = new GrpcChannel({
      endpoints,
      tls: this.#target.tls,
      metadata: this.#metadata,
      onDisconnect: () => {
        this.#probe.forget(address);
        for (const listener of this.#listeners) {
          listener(address);
        }
      },
    });
    const place = { channel, session: new ProxySession(channel, endpoints, this.#requestTimeoutMs) };
    this.#places.set(address, place);
    return place;
  }
}
