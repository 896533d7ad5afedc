import type { Receipt } from "./contracts";

/**
 * Acknowledgements of one network connection, released in the order in which the messages arrived.
 * Messages become safe out of order; MQTT wants the acknowledgements in order, so only the contiguous safe prefix is released.
 * `onReleased` gets everything that became releasable since the last call, once per turn, so that a source can write it as one buffer.
 */
export class AcknowledgementWindow<Token> {
  private entries: Entry<Token>[] = [];
  private head = 0;
  private isReleaseDue = false;
  private isClosed = false;
  private readonly onReleased: (tokens: Token[]) => void;
  private readonly defer: (task: () => void) => void;

  constructor(onReleased: (tokens: Token[]) => void, defer: (task: () => void) => void = queueMicrotask) {
    this.onReleased = onReleased;
    this.defer = defer;
  }

  /** Messages taken and not yet acknowledged. */
  get size(): number {
    return this.entries.length - this.head;
  }

  get isVoid(): boolean {
    return this.isClosed;
  }

  open(token: Token): Receipt {
    const entry = new Entry(this, token);
    this.entries.push(entry);
    return entry;
  }

  /** The connection closed: nothing is released any more, not even what was already confirmed. */
  voidAll(): void {
    this.isClosed = true;
    this.entries = [];
    this.head = 0;
  }

  /** Called by an entry that became safe. */
  noteConfirmed(entry: Entry<Token>): void {
    if (this.isReleaseDue || this.isClosed || this.entries[this.head] !== entry) {
      return;
    }
    this.isReleaseDue = true;
    this.defer(this.release);
  }

  private readonly release = (): void => {
    this.isReleaseDue = false;
    if (this.isClosed) {
      return;
    }
    const { entries } = this;
    const tokens: Token[] = [];
    let head = this.head;
    for (let entry = entries[head]; entry?.isConfirmed; entry = entries[head]) {
      tokens.push(entry.token);
      head += 1;
    }
    this.head = head;
    this.compact();
    if (tokens.length > 0) {
      this.onReleased(tokens);
    }
  };

  /** Copies only when half of the array is spent, so that the cost for one message stays constant. */
  private compact(): void {
    if (this.head === this.entries.length) {
      this.entries = [];
      this.head = 0;
    } else if (this.head > 256 && this.head * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.head);
      this.head = 0;
    }
  }
}

class Entry<Token> implements Receipt {
  isConfirmed = false;
  readonly token: Token;
  private readonly window: AcknowledgementWindow<Token>;

  constructor(window: AcknowledgementWindow<Token>, token: Token) {
    this.window = window;
    this.token = token;
  }

  get isVoid(): boolean {
    return this.window.isVoid;
  }

  confirm(): void {
    if (!this.isConfirmed) {
      this.isConfirmed = true;
      this.window.noteConfirmed(this);
    }
  }
}
