const packetIdsMax = 65_536;
const capacityMin = 1024;
const puback = 0x40;
const pubrec = 0x50;

/**
 * The acknowledgements one network connection owes, in the order of its PUBLISHes. Confirmations come in any order; only the contiguous
 * confirmed prefix is released. It dies with its connection: packet identifiers are reused, so nothing of it may reach another one.
 */
export class AcknowledgementRing {
  isVoid = false;
  private ids = new Uint16Array(capacityMin);
  private kinds = new Uint8Array(capacityMin);
  private confirmed = new Uint8Array(capacityMin);
  private mask = capacityMin - 1;
  private head = 0;
  private tail = 0;
  private readonly onReady: () => void;

  /** `onReady` is called when the oldest entry is confirmed; call `take` some time after. */
  constructor(onReady: () => void) {
    this.onReady = onReady;
  }

  get size(): number {
    return this.tail - this.head;
  }

  /** Adds the next acknowledgement owed and returns its sequence number; undefined when the peer exceeded all packet identifiers. */
  add(packetId: number, qos: 1 | 2): number | undefined {
    if (this.tail - this.head > this.mask) {
      if (this.mask + 1 >= packetIdsMax) {
        return undefined;
      }
      this.grow();
    }
    const sequence = this.tail++;
    const at = sequence & this.mask;
    this.ids[at] = packetId;
    this.kinds[at] = qos === 1 ? puback : pubrec;
    this.confirmed[at] = 0;
    return sequence;
  }

  /** Idempotent; nothing once void. */
  confirm(sequence: number): void {
    if (this.isVoid || sequence < this.head) {
      return;
    }
    this.confirmed[sequence & this.mask] = 1;
    if (sequence === this.head) {
      this.onReady();
    }
  }

  /** Removes the confirmed prefix and returns its packets as one buffer. `onReleased` learns the QoS 2 identifiers. */
  take(onReleased: (packetId: number) => void): Buffer | undefined {
    const start = this.head;
    let end = start;
    while (end < this.tail && this.confirmed[end & this.mask] === 1) {
      end++;
    }
    if (this.isVoid || end === start) {
      return undefined;
    }
    const packets = Buffer.allocUnsafe((end - start) * 4);
    for (let sequence = start, at = 0; sequence < end; sequence++, at += 4) {
      const slot = sequence & this.mask;
      const kind = this.kinds[slot] ?? puback;
      const packetId = this.ids[slot] ?? 0;
      packets[at] = kind;
      packets[at + 1] = 2;
      packets[at + 2] = packetId >> 8;
      packets[at + 3] = packetId & 0xff;
      if (kind === pubrec) {
        onReleased(packetId);
      }
    }
    this.head = end;
    return packets;
  }

  private grow(): void {
    const capacity = (this.mask + 1) * 2;
    const ids = new Uint16Array(capacity);
    const kinds = new Uint8Array(capacity);
    const confirmed = new Uint8Array(capacity);
    for (let sequence = this.head; sequence < this.tail; sequence++) {
      const from = sequence & this.mask;
      const to = sequence & (capacity - 1);
      ids[to] = this.ids[from] ?? 0;
      kinds[to] = this.kinds[from] ?? 0;
      confirmed[to] = this.confirmed[from] ?? 0;
    }
    this.ids = ids;
    this.kinds = kinds;
    this.confirmed = confirmed;
    this.mask = capacity - 1;
  }
}
