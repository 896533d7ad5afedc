export interface PulseMember {
  readonly client: { probe(address: string): Promise<void> };
  readonly address: string;
  /** Whether a sign of life is wanted at this beat. Asked of hundreds each second. */
  wantsSign(nowMs: number): boolean;
  onFailure(error: unknown): void;
}

export const beatMs = 1_000;

/** A timer may fire that much before its time. */
const earlyMs = 20;

/** Until the next full second, so that the process sleeps in between. A beat that came a little early is not followed by its twin. */
export function untilBeatMs(nowMs: number): number {
  const leftMs = Math.ceil(beatMs - (nowMs % beatMs));
  return leftMs > earlyMs ? leftMs : leftMs + beatMs;
}

/**
 * Watches brokers for destinations that are well: once a second one question to each broker, however many destinations it has, and a
 * word to them only if it fails. With the time a request may take, a broker that froze shows within 5 s though nothing is sent.
 */
export class Pulse {
  readonly #members = new Set<PulseMember>();
  #timer: NodeJS.Timeout | undefined;

  /** Returns how to leave. A member that left is told nothing more. */
  join(member: PulseMember): () => void {
    this.#members.add(member);
    this.#wait();
    return () => {
      this.#members.delete(member);
      if (this.#members.size === 0) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
      }
    };
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#beat();
    }, untilBeatMs(performance.now()));
  }

  #beat(): void {
    const nowMs = performance.now();
    const byClient = new Map<PulseMember["client"], Map<string, PulseMember[]>>();
    for (const member of [...this.#members]) {
      if (member.wantsSign(nowMs)) {
        const byAddress = byClient.get(member.client) ?? new Map<string, PulseMember[]>();
        byClient.set(member.client, byAddress);
        const group = byAddress.get(member.address);
        group === undefined ? byAddress.set(member.address, [member]) : group.push(member);
      }
    }
    for (const [client, byAddress] of byClient) {
      for (const [address, group] of byAddress) {
        void this.#ask(client, address, group);
      }
    }
    if (this.#members.size > 0) {
      this.#wait();
    }
  }

  async #ask(client: PulseMember["client"], address: string, group: readonly PulseMember[]): Promise<void> {
    try {
      await client.probe(address);
    } catch (error) {
      for (const member of group.filter((asked) => this.#members.has(asked))) {
        member.onFailure(error);
      }
    }
  }
}

/** One for the process: destinations of all rules share it. */
export const sharedPulse = new Pulse();
