const sharedMs = 500;

/** All rules of a cluster ask for the same sign of life: one question serves those that ask at about the same time. */
export class SharedProbe {
  readonly #probe: (address: string) => Promise<void>;
  readonly #latest = new Map<string, { startedAtMs: number; answer: Promise<void> }>();

  constructor(probe: (address: string) => Promise<void>) {
    this.#probe = probe;
  }

  ask(address: string): Promise<void> {
    const known = this.#latest.get(address);
    if (known !== undefined && performance.now() - known.startedAtMs < sharedMs) {
      return known.answer;
    }
    const answer = this.#probe(address);
    this.#latest.set(address, { startedAtMs: performance.now(), answer });
    const forget = () => {
      if (this.#latest.get(address)?.answer === answer) {
        this.#latest.delete(address);
      }
    };
    // A failure is asked about anew; a success serves for a moment and is then let go.
    answer.then(() => setTimeout(forget, sharedMs).unref(), forget);
    return answer;
  }

  /** For when a connection ended: what was answered before says nothing of now. */
  forget(address: string): void {
    this.#latest.delete(address);
  }
}
