import { createHash } from "node:crypto";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { openRocketmqClient, type RocketmqClient, type RocketmqClientOptions } from "./client";

interface Shared {
  client: RocketmqClient;
  users: number;
}

export interface ClientLease {
  client: RocketmqClient;
  /** Idempotent. The last one to release closes the client. */
  release(): void;
}

/** Clients shared by everything that talks to the same cluster in the same way: one connection to each of its servers. */
export class ClientPool {
  readonly #shared = new Map<string, Shared>();
  readonly #options: RocketmqClientOptions;

  constructor(options: RocketmqClientOptions = {}) {
    this.#options = options;
  }

  get size(): number {
    return this.#shared.size;
  }

  acquire(target: RocketmqTarget): ClientLease {
    const key = keyOf(target);
    const shared = this.#shared.get(key) ?? { client: openRocketmqClient(target, this.#options), users: 0 };
    this.#shared.set(key, shared);
    shared.users += 1;
    let isReleased = false;
    return {
      client: shared.client,
      release: () => {
        if (isReleased) {
          return;
        }
        isReleased = true;
        shared.users -= 1;
        if (shared.users === 0) {
          this.#shared.delete(key);
          shared.client.close();
        }
      },
    };
  }
}

/** Hashed, so that no secret is kept as a key. Changed keys or addresses make another client. */
function keyOf({ endpoint, namespace, accessKey, secretKey, securityToken, tls }: RocketmqTarget): string {
  const parts = [endpoint, namespace, accessKey, secretKey, securityToken, tls];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
