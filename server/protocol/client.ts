import type { RuntimeChannel } from "./channel";
import { type ConsoleMessage, RuntimeMessage, type RuntimeRequest, type RuntimeSnapshot } from "./messages";
import { expandSnapshot } from "./snapshot-delta";

// Next loads this module once for each of its bundles: an error thrown in one must be known in another.
const brand = Symbol.for("sluice.RuntimeRequestError");

/** Why a request to the runtime came to nothing. `refused` carries the runtime's own code. */
export class RuntimeRequestError extends Error {
  readonly kind: "down" | "timeout" | "refused";
  readonly code: string | undefined;
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(kind: "down" | "timeout" | "refused", message: string, code?: string) {
    super(message);
    this.name = "RuntimeRequestError";
    this.kind = kind;
    this.code = code;
  }
}

export type RuntimeStatus = Extract<RuntimeMessage, { type: "status" }>;
export interface RuntimeInfo {
  pid: number;
  version: string;
}

export interface RequestOptions {
  timeoutMs?: number;
}

/** The console's end of the protocol, as services see it. */
export interface RuntimeGateway {
  readonly isUp: boolean;
  /** Of the last `ready`; undefined before it and while the runtime is down. */
  readonly info: RuntimeInfo | undefined;
  /** The last snapshot, whatever its age. */
  readonly latest: RuntimeSnapshot | undefined;
  /** Resolves to the runtime's result, unparsed; rejects with RuntimeRequestError within the timeout. */
  request(request: RuntimeRequest, options?: RequestOptions): Promise<unknown>;
  /** Tells the runtime that rules changed. Lost while it is down, harmlessly: it reads all rules when it starts. */
  announce(): void;
}

export interface RuntimeListeners {
  onReady?(info: RuntimeInfo): void;
  onSnapshot?(snapshot: RuntimeSnapshot): void;
  onStatus?(status: RuntimeStatus): void;
  onDown?(): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: RuntimeRequestError): void;
  timer: NodeJS.Timeout;
}

const requestTimeoutMs = 5_000;
/** More at once than the console ever needs; a runtime that does not answer must not fill the memory. */
const pendingMax = 1_000;

export class RuntimeClient implements RuntimeGateway {
  readonly #channel: RuntimeChannel;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<RuntimeListeners>();
  readonly #stopListening: (() => void)[];
  #nextId = 1;
  #info: RuntimeInfo | undefined;
  #latest: RuntimeSnapshot | undefined;

  constructor(channel: RuntimeChannel) {
    this.#channel = channel;
    this.#stopListening = [channel.onMessage((value) => this.#receive(value)), channel.onDown(() => this.#goDown())];
  }

  get isUp(): boolean {
    return this.#channel.isUp;
  }
  get info(): RuntimeInfo | undefined {
    return this.#info;
  }
  get latest(): RuntimeSnapshot | undefined {
    return this.#latest;
  }
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Returns the way to stop listening. */
  listen(listeners: RuntimeListeners): () => void {
    this.#listeners.add(listeners);
    return () => this.#listeners.delete(listeners);
  }

  announce(): void {
    this.#send({ type: "announce" });
  }

  request(request: RuntimeRequest, { timeoutMs = requestTimeoutMs }: RequestOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#pending.size >= pendingMax) {
        reject(new RuntimeRequestError("timeout", "The runtime has too many unanswered requests."));
        return;
      }
      const id = this.#nextId++;
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new RuntimeRequestError("timeout", `The runtime did not answer ${request.method} in ${timeoutMs} ms.`));
      }, timeoutMs);
      this.#pending.set(id, { resolve, reject, timer });
      if (!this.#send({ type: "request", id, request })) {
        this.#settle(id)?.reject(new RuntimeRequestError("down", "The runtime is not running."));
      }
    });
  }

  close(): void {
    for (const stop of this.#stopListening) {
      stop();
    }
    this.#goDown();
    this.#listeners.clear();
  }

  #send(message: ConsoleMessage): boolean {
    return this.#channel.isUp && this.#channel.send(message);
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }

  #goDown(): void {
    this.#info = undefined;
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id)?.reject(new RuntimeRequestError("down", "The runtime went down before it answered."));
    }
    this.#emit((listeners) => listeners.onDown?.());
  }

  #emit(call: (listeners: RuntimeListeners) => void): void {
    for (const listeners of this.#listeners) {
      call(listeners);
    }
  }

  #receive(value: unknown): void {
    const parsed = RuntimeMessage.safeParse(value);
    if (!parsed.success) {
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case "ready":
        this.#info = { pid: message.pid, version: message.version };
        this.#emit((listeners) => listeners.onReady?.({ pid: message.pid, version: message.version }));
        break;
      case "snapshot":
        this.#takeSnapshot(message);
        break;
      case "status":
        this.#applyStatus(message);
        this.#emit((listeners) => listeners.onStatus?.(message));
        break;
      case "response": {
        const pending = this.#settle(message.id);
        if (message.ok) {
          pending?.resolve(message.result);
        } else {
          const { code, message: text } = message.error ?? { code: "unknown", message: "The runtime refused." };
          pending?.reject(new RuntimeRequestError("refused", text, code));
        }
        break;
      }
    }
  }

  #takeSnapshot(delta: RuntimeSnapshot): void {
    const snapshot = expandSnapshot(delta, this.#latest);
    this.#latest = snapshot;
    this.#emit((listeners) => listeners.onSnapshot?.(snapshot));
  }

  /** A status is newer than the snapshot held: a reader of `latest` must not see the older state. */
  #applyStatus({ ruleId, state, stateReason, stateSinceMs }: RuntimeStatus): void {
    const rule = this.#latest?.rules[ruleId];
    if (rule !== undefined && stateSinceMs >= rule.stateSinceMs) {
      rule.state = state;
      rule.stateReason = stateReason;
      rule.stateSinceMs = stateSinceMs;
    }
  }
}
