import type { StreamMetrics, StreamStatus } from "@/lib/metrics/schemas";
import { campaign, type Leadership } from "./leadership";
import type { LiveState } from "./live-state";
import { LiveStore } from "./live-store";
import type { SseEvent } from "./sse-parser";
import { openStreamConnection, type StreamConnection, type StreamConnectionOptions } from "./stream-connection";
import { type TabMessage, Wants, wantRenewMs } from "./tab-messages";

/** A change of wants opens the stream again: let a page mount all its parts first. */
const settleMs = 150;
export const streamStepMs = 1_000;

interface Channel {
  postMessage: (message: TabMessage) => void;
  close: () => void;
  onmessage: ((event: MessageEvent<TabMessage>) => void) | null;
}

export interface LiveHubOptions {
  tabId: string;
  openChannel: () => Channel | undefined;
  locks: LockManager | undefined;
  openConnection?: (options: StreamConnectionOptions) => StreamConnection;
  now?: () => number;
}

/**
 * Live data of one tab. Of all tabs in the browser one, the leader, holds the event stream for what all of them want and passes
 * each event on. A suspended hub (tab hidden for long) wants nothing and gives leadership up.
 */
export class LiveHub {
  readonly store = new LiveStore();
  readonly #options: LiveHubOptions;
  readonly #now: () => number;
  readonly #retained = new Map<string, number>();
  readonly #wants = new Wants();
  readonly #stateListeners = new Set<() => void>();
  readonly #statusListeners = new Set<(status: StreamStatus) => void>();
  readonly #resetListeners = new Set<() => void>();
  #state: LiveState = { kind: "idle" };
  #channel: Channel | undefined;
  #leadership: Leadership | undefined;
  #isLeader = false;
  #connection: StreamConnection | undefined;
  #connectedTo = "";
  #lastEventId: string | undefined;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  #renewTimer: ReturnType<typeof setInterval> | undefined;

  constructor(options: LiveHubOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get state(): LiveState {
    return this.#state;
  }

  start(): void {
    if (this.#leadership !== undefined) {
      return;
    }
    this.#channel = this.#options.openChannel();
    if (this.#channel !== undefined) {
      this.#channel.onmessage = (event) => this.#receive(event.data);
    }
    this.#leadership = campaign(this.#options.locks, () => this.#lead());
    this.#renewTimer = setInterval(() => this.#announce(), wantRenewMs);
    this.#announce();
  }

  /** Closes everything; `start` begins again and resumes after the last event seen. */
  stop(state: LiveState = { kind: "idle" }): void {
    clearInterval(this.#renewTimer);
    clearTimeout(this.#settleTimer);
    this.#channel?.postMessage({ type: "bye", tabId: this.#options.tabId });
    this.#disconnect();
    this.#leadership?.resign();
    this.#leadership = undefined;
    this.#isLeader = false;
    this.#wants.clear();
    this.#channel?.close();
    this.#channel = undefined;
    this.#setState(state);
  }

  /** Follows an instance until the returned function is called; counted, so that parts of a page share one. */
  retain(instanceId: string): () => void {
    this.#retained.set(instanceId, (this.#retained.get(instanceId) ?? 0) + 1);
    this.#announceSoon();
    let isHeld = true;
    return () => {
      if (!isHeld) {
        return;
      }
      isHeld = false;
      const count = (this.#retained.get(instanceId) ?? 1) - 1;
      if (count === 0) {
        this.#retained.delete(instanceId);
      } else {
        this.#retained.set(instanceId, count);
      }
      this.#announceSoon();
    };
  }

  onState(listener: () => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  onStatus(listener: (status: StreamStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Events between were missed for good: what was fetched must be fetched again. */
  onReset(listener: () => void): () => void {
    this.#resetListeners.add(listener);
    return () => this.#resetListeners.delete(listener);
  }

  #announceSoon(): void {
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => this.#announce(), settleMs);
  }

  #announce(): void {
    const instanceIds = [...this.#retained.keys()];
    if (this.#isLeader) {
      this.#wants.set(this.#options.tabId, instanceIds, this.#now());
      this.#connectAsWanted();
    } else {
      this.#channel?.postMessage({ type: "want", tabId: this.#options.tabId, instanceIds });
    }
  }

  #lead(): void {
    this.#isLeader = true;
    this.#channel?.postMessage({ type: "rollCall" });
    this.#announceSoon();
  }

  #receive(message: TabMessage): void {
    if (message.type === "event") {
      this.#handle(message.event);
    } else if (message.type === "state") {
      this.#setState(message.state);
    } else if (message.type === "rollCall") {
      this.#announce();
    } else if (this.#isLeader) {
      if (message.type === "want") {
        this.#wants.set(message.tabId, message.instanceIds, this.#now());
        this.#channel?.postMessage({ type: "state", state: this.#state });
      } else {
        this.#wants.remove(message.tabId);
      }
      this.#connectAsWanted();
    }
  }

  /** Opens the stream for more than before at once; for less only when nothing is wanted, since a reconnect costs more than spare events. */
  #connectAsWanted(): void {
    const wanted = this.#wants.union(this.#now());
    if (wanted.length === 0) {
      this.#disconnect();
      this.#lastEventId = undefined;
      this.#publishState({ kind: "idle" });
      return;
    }
    const has = new Set(this.#connectedTo.split(","));
    if (this.#connection !== undefined && wanted.every((instanceId) => has.has(instanceId))) {
      return;
    }
    this.#disconnect();
    this.#connectedTo = wanted.join(",");
    const open = this.#options.openConnection ?? openStreamConnection;
    this.#connection = open({
      url: `/api/v1/stream?instances=${wanted.map(encodeURIComponent).join(",")}`,
      lastEventId: this.#lastEventId,
      onEvent: (event) => {
        this.#channel?.postMessage({ type: "event", event });
        this.#handle(event);
      },
      onState: (state) => this.#publishState(state),
    });
  }

  #disconnect(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#connectedTo = "";
  }

  #handle(event: SseEvent): void {
    this.#lastEventId = event.event === "reset" ? undefined : (event.id ?? this.#lastEventId);
    if (event.event === "reset") {
      for (const listener of this.#resetListeners) {
        listener();
      }
      return;
    }
    const data = parseJson(event.data);
    if (data === undefined) {
      return;
    }
    if (event.event === "metrics") {
      // safe because the stream is our own server's, same origin and same version
      this.store.apply(data as StreamMetrics, streamStepMs, this.#now());
    } else if (event.event === "status") {
      for (const listener of this.#statusListeners) {
        listener(data as StreamStatus);
      }
    }
  }

  #publishState(state: LiveState): void {
    this.#channel?.postMessage({ type: "state", state });
    this.#setState(state);
  }

  #setState(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#stateListeners) {
      listener();
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
