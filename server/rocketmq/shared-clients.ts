import { createHash } from "node:crypto";
import type { RocketmqTarget } from "@/lib/rules/desired";

interface Shared<Client> {
  client: Client;
  users: number;
}

export interface Lease<Client extends { close(): unknown }> {
  client: Client;
  /** Idempotent. The last one to release closes the client. */
  release(): ReturnType<Client["close"]> | undefined;
}

/** Clients shared by everything that talks to the same cluster in the same way: one connection to each of its servers. */
export class SharedClients<Client extends { close(): unknown }> {
  readonly #shared = new Map<string, Shared<Client>>();
  readonly #open: (target: RocketmqTarget) => Client;

  constructor(open: (target: RocketmqTarget) => Client) {
    this.#open = open;
  }

  get size(): number {
    return this.#shared.size;
  }

  acquire(target: RocketmqTarget): Lease<Client> {
    const key = keyOf(target);
    const shared = this.#shared.get(key) ?? { client: this.#open(target), users: 0 };
    this.#shared.set(key, shared);
    shared.users += 1;
    let isReleased = false;
    return {
      client: shared.client,
      release: () => {
        if (isReleased) {
          return undefined;
        }
        isReleased = true;
        shared.users -= 1;
        if (shared.users > 0) {
          return undefined;
        }
        this.#shared.delete(key);
        return shared.client.close() as ReturnType<Client["close"]>; // safe because that is what the name says
      },
    };
  }
}

/** Hashed, so that no secret is kept as a key. Changed keys or addresses make another client. */
function keyOf({ endpoint, namespace, accessKey, secretKey, securityToken, tls }: RocketmqTarget): string {
  const parts = [endpoint, namespace, accessKey, secretKey, securityToken, tls];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
