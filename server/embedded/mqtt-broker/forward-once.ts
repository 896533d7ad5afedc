import type { AedesPublishPacket, Client } from "aedes";
import { disableDuplicateFilter } from "./aedes-internals";

/**
 * Aedes drops, for each client, every message whose counter is not above the last one: messages of different QoS overtake each other on the way,
 * and the slower one would be lost. Only the copies that overlapping subscriptions make are unwanted, and those come one right after the other.
 */
export class ForwardOnce {
  private readonly last = new WeakMap<Client, number>();

  watch(client: Client): void {
    disableDuplicateFilter(client);
  }

  /** Aedes' authorizeForward. */
  readonly forward = (client: Client, packet: AedesPublishPacket): AedesPublishPacket | null => {
    // A packet with an identifier is resent from the queue.
    if (packet.messageId !== undefined || !packet.brokerId) {
      return packet;
    }
    if (this.last.get(client) === packet.brokerCounter) {
      return null;
    }
    this.last.set(client, packet.brokerCounter);
    return packet;
  };
}
