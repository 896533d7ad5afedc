import type { Client } from "aedes";
import type { BrokerStore } from "./broker-store";
import type { MqttBrokerCounters, MqttBrokerLimits } from "./contracts";
import type { SessionRecords } from "./session-records";

const sweepMs = 60_000;

export interface SessionKeeperOptions {
  store: BrokerStore;
  records: SessionRecords;
  limits: MqttBrokerLimits;
  counters: MqttBrokerCounters;
  onError: (error: unknown) => void;
}

/** Gives every session an end, also across restarts and for MQTT 3.1.1, and removes what has expired. */
export class SessionKeeper {
  private readonly options: SessionKeeperOptions;
  private readonly timer: NodeJS.Timeout;
  /** Writes happen one after another, so that a quick reconnect cannot overtake a disconnect. */
  private last: Promise<void> = Promise.resolve();

  constructor(options: SessionKeeperOptions) {
    this.options = options;
    this.timer = setInterval(() => void this.enqueue(() => this.sweep()), sweepMs);
  }

  async open(): Promise<void> {
    const { records, store, limits } = this.options;
    await records.load(Date.now());
    for (const clientId of await store.subscribedClients()) {
      if (!records.has(clientId)) {
        await records.disconnected(clientId, limits.sessionExpirySecondsMax, Date.now());
      }
    }
    await this.sweep();
  }

  /** A clean start begins with empty queues (aedes leaves behind what it never sent), and an expired session is gone before its client sees it. */
  async beforeConnect(clientId: string, isCleanStart: boolean): Promise<void> {
    const { records, store } = this.options;
    await this.enqueue(async () => {
      if (records.hasExpired(clientId, Date.now())) {
        await store.removeSession(clientId);
        await records.remove(clientId);
      } else if (isCleanStart && records.has(clientId)) {
        await store.clearQueues(clientId);
      }
    });
  }

  /** Client IDs whose session is kept while they are not connected. */
  away(): string[] {
    return this.options.records.away();
  }

  connected(client: Client): void {
    const { records } = this.options;
    void this.enqueue(async () => {
      if (!client.clean) {
        await records.connected(client.id, this.expirySeconds(client));
      } else if (records.has(client.id)) {
        await records.remove(client.id);
      }
    });
  }

  disconnected(client: Client, isTakenOver: boolean): void {
    if (isTakenOver) {
      return;
    }
    const { records, store } = this.options;
    void this.enqueue(async () => {
      if (!client.clean) {
        await records.disconnected(client.id, this.expirySeconds(client), Date.now());
        return;
      }
      await store.clearQueues(client.id);
      if (records.has(client.id)) {
        await records.remove(client.id);
      }
    });
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.last;
  }

  async sweep(): Promise<void> {
    const { records, store, limits, counters } = this.options;
    for (const clientId of records.due(Date.now(), limits.sessionsMax)) {
      await store.removeSession(clientId);
      await records.remove(clientId);
      counters.sessionsExpired++;
    }
  }

  private expirySeconds(client: Client): number {
    return Math.min(client.sessionExpiryInterval, this.options.limits.sessionExpirySecondsMax);
  }

  private async enqueue(task: () => Promise<void>): Promise<void> {
    this.last = this.last.then(task).catch((error: unknown) => this.options.onError(error));
    await this.last;
  }
}
