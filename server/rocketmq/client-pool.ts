import { openRocketmqClient, type RocketmqClient, type RocketmqClientOptions } from "./client";
import { type Lease, SharedClients } from "./shared-clients";

export type ClientLease = Lease<RocketmqClient>;

/** Clients by Remoting. */
export class ClientPool extends SharedClients<RocketmqClient> {
  constructor(options: RocketmqClientOptions = {}) {
    super((target) => openRocketmqClient(target, options));
  }
}
