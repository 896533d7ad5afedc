import { RemotingError } from "./errors";
import type { NameServerClient } from "./name-server";
import type { BrokerRoute, TopicRoute } from "./route";

interface Entry {
  route: TopicRoute;
  fetchedAtMs: number;
}

const ageMaxMs = 30_000;
const topicsMax = 10_000;

/** Routes by topic. A cached route serves for 30 s; `refresh` asks again at once, and many callers share one question. */
export class RouteCache {
  readonly #nameServer: NameServerClient;
  readonly #entries = new Map<string, Entry>();
  readonly #asking = new Map<string, Promise<TopicRoute>>();

  constructor(nameServer: NameServerClient) {
    this.#nameServer = nameServer;
  }

  async get(topic: string): Promise<TopicRoute> {
    const entry = this.#entries.get(topic);
    return entry !== undefined && performance.now() - entry.fetchedAtMs < ageMaxMs ? entry.route : this.refresh(topic);
  }

  /** The route as last known, however old. */
  peek(topic: string): TopicRoute | undefined {
    return this.#entries.get(topic)?.route;
  }

  refresh(topic: string): Promise<TopicRoute> {
    let asking = this.#asking.get(topic);
    if (asking === undefined) {
      asking = this.#fetch(topic).finally(() => this.#asking.delete(topic));
      this.#asking.set(topic, asking);
    }
    return asking;
  }

  async #fetch(topic: string): Promise<TopicRoute> {
    try {
      const route = await this.#nameServer.topicRoute(topic);
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined && this.#entries.size >= topicsMax) {
        this.#entries.delete(oldest);
      }
      this.#entries.set(topic, { route, fetchedAtMs: performance.now() });
      return route;
    } catch (error) {
      // A topic that was deleted must not be served from memory; an unreachable name server must not take routes away.
      if (error instanceof RemotingError && error.kind === "noRoute") {
        this.#entries.delete(topic);
      }
      throw error;
    }
  }
}

export function brokerOf(route: TopicRoute, brokerName: string): BrokerRoute {
  const broker = route.brokers.find((candidate) => candidate.brokerName === brokerName);
  if (broker === undefined) {
    throw new RemotingError("noRoute", `Broker "${brokerName}" does not serve the topic "${route.topic}".`);
  }
  return broker;
}

export function masterOf(route: TopicRoute, brokerName: string): string {
  const { masterAddress } = brokerOf(route, brokerName);
  if (masterAddress === undefined) {
    throw new RemotingError("noRoute", `Broker "${brokerName}" has no master now.`);
  }
  return masterAddress;
}
