declare module "aedes-persistence-level/asyncPersistence.js" {
  import type { Readable } from "node:stream";
  import type { ClassicLevel } from "classic-level";
  import type { OutgoingPacket } from "@/server/embedded/mqtt-broker/outgoing-queue";

  interface PersistedClient {
    id: string;
  }

  /** What this project uses of it; the package has no types of its own. */
  class AsyncLevelPersistence {
    constructor(db: ClassicLevel);
    setup(broker: unknown): Promise<void>;
    storeRetained(packet: { topic: string; payload: Buffer }): Promise<void>;
    cleanSubscriptions(client: PersistedClient): Promise<void>;
    outgoingEnqueue(subscription: { clientId: string }, packet: OutgoingPacket): Promise<void>;
    outgoingUpdate(client: PersistedClient, packet: OutgoingPacket): Promise<void>;
    outgoingClearMessageId(client: PersistedClient, packet: OutgoingPacket): Promise<unknown>;
    outgoingStream(client: PersistedClient): Readable;
    delWill(client: PersistedClient): Promise<unknown>;
    destroy(): Promise<void>;
  }

  export = AsyncLevelPersistence;
}
