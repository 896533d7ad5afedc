/** Gathers messages until the event loop's turn ends and keeps a fixed number of batches under way. */
export class Batcher {
  #send;
  #batchesMax;
  #messagesMax;
  #waiting = [];
  #settle = [];
  #underWay = 0;
  #isScheduled = false;

  constructor(send, { batchesMax = 16, messagesMax = 64 } = {}) {
    this.#send = send;
    this.#batchesMax = batchesMax;
    this.#messagesMax = messagesMax;
  }

  /** `stored` runs when RocketMQ has the message. */
  add(encoded, stored) {
    this.#waiting.push(encoded);
    this.#settle.push(stored);
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => {
        this.#isScheduled = false;
        this.#flush();
      });
    }
  }

  #flush() {
    let start = 0;
    while (start < this.#waiting.length && this.#underWay < this.#batchesMax) {
      const end = Math.min(start + this.#messagesMax, this.#waiting.length);
      this.#sendOne(this.#waiting.slice(start, end), this.#settle.slice(start, end));
      start = end;
    }
    if (start > 0) {
      this.#waiting = this.#waiting.slice(start);
      this.#settle = this.#settle.slice(start);
    }
  }

  async #sendOne(batch, settle) {
    this.#underWay++;
    await this.#send(batch);
    this.#underWay--;
    for (const stored of settle) {
      stored();
    }
    this.#flush();
  }
}
