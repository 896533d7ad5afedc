declare module "aedes-persistence-level/asyncPersistence.js" {
  import type { ClassicLevel } from "classic-level";

  interface PersistedClient {
    id: string;
  }

  /** What this project uses of it; the package has no types of its own. */
  class AsyncLevelPersistence {
    constructor(db: ClassicLevel);
    setup(broker: unknown): Promise<void>;
    storeRetained(packet: { topic: string; payload: Buffer }): Promise<void>;
    cleanSubscriptions(client: PersistedClient): Promise<void>;
    outgoingEnqueue(subscription: { clientId: string }, packet: unknown): Promise<void>;
    outgoingUpdate(client: PersistedClient, packet: unknown): Promise<void>;
    outgoingClearMessageId(client: PersistedClient, packet: unknown): Promise<unknown>;
    delWill(client: PersistedClient): Promise<unknown>;
    destroy(): Promise<void>;
  }

  export = AsyncLevelPersistence;
}
