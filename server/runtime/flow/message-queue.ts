import type { FlowMessage } from "./contracts";

/** Ordered messages of one lane. The head stays in place while it is being sent, so a retry keeps its order for free. */
export class MessageQueue {
  private items: (FlowMessage | undefined)[] = [];
  private head = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  push(message: FlowMessage): void {
    this.items.push(message);
  }

  at(index: number): FlowMessage | undefined {
    return this.items[this.head + index];
  }

  /** A copy of the first `count` messages. */
  first(count: number): FlowMessage[] {
    return this.items.slice(this.head, this.head + count) as FlowMessage[];
  }

  /** Of the first `count` messages keeps, in order, those for which `isKept` answers true; drops the others. */
  settle(count: number, isKept: (message: FlowMessage, index: number) => boolean): void {
    const { items, head } = this;
    let write = head + count;
    for (let index = count - 1; index >= 0; index -= 1) {
      const message = items[head + index];
      if (message !== undefined && isKept(message, index)) {
        write -= 1;
        items[write] = message;
      }
    }
    this.moveHead(write);
  }

  drop(count: number): void {
    this.moveHead(this.head + count);
  }

  /** Removes, behind the first `skip` messages, those for which `isDropped` answers true. */
  sweep(skip: number, isDropped: (message: FlowMessage) => boolean): void {
    const { items } = this;
    let write = this.head + skip;
    for (let read = write; read < items.length; read += 1) {
      const message = items[read];
      if (message !== undefined && !isDropped(message)) {
        items[write] = message;
        write += 1;
      }
    }
    items.length = write;
  }

  clear(): void {
    this.items = [];
    this.head = 0;
  }

  private moveHead(head: number): void {
    if (head === this.items.length) {
      this.clear();
      return;
    }
    // References are let go at once; the array is copied only when half of it is spent.
    this.items.fill(undefined, this.head, head);
    this.head = head;
    if (head > 512 && head * 2 > this.items.length) {
      this.items = this.items.slice(head);
      this.head = 0;
    }
  }
}
