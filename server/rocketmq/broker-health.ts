import type { SendVerdict } from "./remoting/classify";

interface Failure {
  verdict: SendVerdict;
  /** What proves that it is over. */
  clearedBy: "answer" | "store";
  atMs: number;
}

interface Health {
  failure: Failure | undefined;
  /** Undefined until something was answered. */
  answeredAtMs: number | undefined;
  storedAtMs: number;
}

/** A busy broker refuses some and takes others: it fails only once it takes none for this long. */
const busyGraceMs = 1_000;
/** A refusal that nobody has tried again says nothing any more; least of all that of a topic, since name servers route to it again. */
const refusalAgeMaxMs = 60_000;
const topicRefusalAgeMaxMs = 2_000;

/**
 * How each broker of a topic is doing, by what sends and probes found. A broken link is cleared by any answer; a refusal
 * only by a message that was stored, because a broker that refuses to store still answers everything else.
 */
export class BrokerHealth {
  readonly #byBroker = new Map<string, Health>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  noteStored(brokerName: string): void {
    const health = this.#of(brokerName);
    health.failure = undefined;
    health.storedAtMs = this.#now();
    health.answeredAtMs = health.storedAtMs;
  }

  noteAnswer(brokerName: string): void {
    const health = this.#of(brokerName);
    health.answeredAtMs = this.#now();
    const { failure } = health;
    if (failure !== undefined && (failure.clearedBy === "answer" || this.#isStale(failure))) {
      health.failure = undefined;
    }
  }

  noteFailure(brokerName: string, verdict: SendVerdict, clearedBy: Failure["clearedBy"]): void {
    const health = this.#of(brokerName);
    const atMs = this.#now();
    if (verdict.code === "brokerBusy" && atMs - health.storedAtMs < busyGraceMs) {
      return;
    }
    health.failure = { verdict, clearedBy, atMs };
  }

  /** A topic that came (back) starts without a record. */
  forgetRefusals(): void {
    for (const health of this.#byBroker.values()) {
      if (health.failure?.clearedBy === "store") {
        health.failure = undefined;
      }
    }
  }

  failureOf(brokerName: string): SendVerdict | undefined {
    return this.#byBroker.get(brokerName)?.failure?.verdict;
  }

  answeredWithin(brokerName: string, ageMs: number): boolean {
    const answeredAtMs = this.#byBroker.get(brokerName)?.answeredAtMs;
    return answeredAtMs !== undefined && this.#now() - answeredAtMs < ageMs;
  }

  /** It answered, and nothing has failed since. */
  isGood(brokerName: string): boolean {
    const health = this.#byBroker.get(brokerName);
    return health?.answeredAtMs !== undefined && health.failure === undefined;
  }

  #isStale({ verdict, atMs }: Failure): boolean {
    return this.#now() - atMs > (verdict.code === "topicMissing" ? topicRefusalAgeMaxMs : refusalAgeMaxMs);
  }

  #of(brokerName: string): Health {
    let health = this.#byBroker.get(brokerName);
    if (health === undefined) {
      health = { failure: undefined, answeredAtMs: undefined, storedAtMs: Number.NEGATIVE_INFINITY };
      this.#byBroker.set(brokerName, health);
    }
    return health;
  }
}
