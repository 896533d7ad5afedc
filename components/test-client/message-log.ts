export interface UserProperty {
  key: string;
  value: string;
}

interface LoggedMessage {
  topic: string;
  /** At most `bodyBytesMax`; `payloadBytes` says how long it was. */
  body: Uint8Array;
  payloadBytes: number;
  qos: number;
  isRetained: boolean;
  userProperties: readonly UserProperty[];
}

export type SentState = { kind: "pending" } | { kind: "done"; tookMs: number } | { kind: "failed"; reason: string };

export type LogEntry = { id: number; atMs: number } & (
  | ({ kind: "received"; isDuplicate: boolean } & LoggedMessage)
  | ({ kind: "sent"; state: SentState } & LoggedMessage)
);
type NewEntry = LogEntry extends infer Entry ? (Entry extends unknown ? Omit<Entry, "id"> : never) : never;

export const entriesMax = 200;
const bodyBytesMax = 16 * 1024;
const redrawMs = 100;

export interface LogView {
  /** Newest first. */
  entries: readonly LogEntry[];
  isPaused: boolean;
  /** Arrived while paused. */
  newCount: number;
  /** Pushed out by newer ones. */
  droppedCount: number;
}

/** What a page may keep of a body: a copy, because a view would hold on to all of it. */
export function cutBody(payload: Uint8Array): Uint8Array {
  return new Uint8Array(payload.subarray(0, bodyBytesMax));
}

/** The last messages of a connection, bounded; the view changes at most ten times a second, and not at all while paused. */
export class MessageLog {
  #entries: LogEntry[] = [];
  #view: LogView = { entries: [], isPaused: false, newCount: 0, droppedCount: 0 };
  #isPaused = false;
  #newCount = 0;
  #droppedCount = 0;
  #nextId = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): LogView => this.#view;

  add(entry: NewEntry): number {
    const id = this.#nextId++;
    this.#entries.unshift({ ...entry, id });
    if (this.#entries.length > entriesMax) {
      this.#droppedCount += this.#entries.length - entriesMax;
      this.#entries.length = entriesMax;
    }
    this.#newCount += this.#isPaused ? 1 : 0;
    this.#redrawSoon();
    return id;
  }

  /** What became of a sent message; one that was pushed out is forgotten. */
  settle(id: number, state: SentState): void {
    this.#entries = this.#entries.map((entry) =>
      entry.id === id && entry.kind === "sent" ? { ...entry, state } : entry,
    );
    this.#redrawSoon();
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#newCount = 0;
    this.#redraw();
  }

  clear(): void {
    this.#entries = [];
    this.#newCount = 0;
    this.#droppedCount = 0;
    this.#redraw(true);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #redrawSoon(): void {
    this.#timer ??= setTimeout(() => this.#redraw(), redrawMs);
  }

  #redraw(isForced = false): void {
    this.close();
    const isFrozen = this.#isPaused && !isForced;
    this.#view = {
      entries: isFrozen ? this.#view.entries : [...this.#entries],
      isPaused: this.#isPaused,
      newCount: this.#newCount,
      droppedCount: isFrozen ? this.#view.droppedCount : this.#droppedCount,
    };
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
