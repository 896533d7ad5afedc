import { isDeepStrictEqual } from "node:util";
import type { StateReasonCode } from "@/lib/rules/states";
import { say } from "@/lib/said/say";
import { BrokerHealth } from "./broker-health";
import { beatMs, type Pulse, sharedPulse, untilBeatMs } from "./pulse";
import { Backoff } from "./remoting/backoff";
import { classifySendError, isAuthenticationRefusal, type SendVerdict } from "./remoting/classify";
import { type Queue, type TopicRoute, writableQueues } from "./remoting/route";
import { masterOf } from "./remoting/route-cache";

/** What is watched: a topic's route, and the brokers (or proxies) that it names. */
export interface DestinationClient {
  route(topic: string, options: { isFresh: boolean }): Promise<TopicRoute>;
  probe(address: string): Promise<void>;
  onDisconnect(listener: (address: string) => void): () => void;
  /** Where it can be asked for: undefined means that no broker is there at all. */
  detectVersion?(): Promise<string | undefined>;
}

/** What the errors of that client mean. */
export interface FailureReader {
  classify(error: unknown, isBatch: boolean): SendVerdict;
  isAuthenticationRefusal(error: unknown): boolean;
}

export const remotingFailures: FailureReader = { classify: classifySendError, isAuthenticationRefusal };

export interface DestinationFailure {
  code: StateReasonCode;
  message: string;
}

export type DestinationState =
  | { status: "connecting" }
  | { status: "connected"; detail?: string }
  | { status: "failing"; reason: DestinationFailure };

const routeIntervalMs = 30_000;
/** The answer to the last beat came a little after it. */
const silentMs = beatMs / 2;
const retryBackoff = { firstMs: 200, maxMs: 2_000 };

/**
 * Watches one topic of one cluster: its route, and whether its brokers can be reached. Asks for the route every 30 s and, each second,
 * for a sign of life from brokers that were silent for a moment; by back-off of at most 2 s while something is wrong. It keeps the last
 * route while name servers are away or have just started and know nothing yet: brokers decide whether a topic is there.
 */
export class Destination {
  readonly #client: DestinationClient;
  readonly #failures: FailureReader;
  readonly #topic: string;
  readonly #onState: (state: DestinationState) => void;
  readonly #pulse: Pulse;
  readonly #backoff = new Backoff(retryBackoff);
  readonly #health = new BrokerHealth(() => performance.now());
  #route: TopicRoute | undefined;
  #queues: readonly Queue[] = [];
  /** Of the queues. */
  #brokerNames: readonly string[] = [];
  #routeFailure: DestinationFailure | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;
  /** While it is calm. */
  #leavePulse: (() => void) | undefined;
  #isLooking = false;
  /** Nothing was wrong at the last look, nor since. Where it is not, a look is under way or waited for. */
  #isCalm = false;
  #routeAtMs = 0;
  #isClosed = false;
  #note: string | undefined;
  #state: DestinationState = { status: "connecting" };

  constructor(
    client: DestinationClient,
    topic: string,
    onState: (state: DestinationState) => void,
    failures: FailureReader = remotingFailures,
    pulse: Pulse = sharedPulse,
  ) {
    this.#client = client;
    this.#failures = failures;
    this.#topic = topic;
    this.#onState = onState;
    this.#pulse = pulse;
  }

  get state(): DestinationState {
    return this.#state;
  }

  get route(): TopicRoute | undefined {
    return this.#route;
  }

  /** Writable queues; empty while no route is known. */
  get queues(): readonly Queue[] {
    return this.#queues;
  }

  open(): void {
    this.#stopListening = this.#client.onDisconnect((address) => this.#handleDisconnect(address));
    void this.#look();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening?.();
    this.#stopWaiting();
  }

  isHealthy(brokerName: string): boolean {
    return this.#health.failureOf(brokerName) === undefined;
  }

  noteStored(brokerName: string): void {
    const wasGood = this.#health.isGood(brokerName);
    this.#health.noteStored(brokerName);
    if (!wasGood || this.#state.status !== "connected") {
      this.#settle();
    }
  }

  noteFailure(brokerName: string, verdict: SendVerdict): void {
    this.#health.noteFailure(brokerName, verdict, verdict.code === "sinkUnreachable" ? "answer" : "store");
    this.#settle();
    this.#noteTrouble();
  }

  /** Something worth saying while all is well. */
  setNote(note: string | undefined): void {
    if (note !== this.#note) {
      this.#note = note;
      this.#settle();
    }
  }

  /** A broker that went while nothing was sent would otherwise be noticed by the next message only. */
  #handleDisconnect(address: string): void {
    if (this.#route?.brokers.some(({ masterAddress }) => masterAddress === address) === true) {
      this.#noteTrouble();
    }
  }

  /** Looked into soon. Once a look is on its way, further signs do not put it off: whoever fails often would never see it. */
  #noteTrouble(): void {
    const wasCalm = this.#isCalm;
    this.#isCalm = false;
    if (wasCalm && !this.#isLooking) {
      this.#lookAgainIn(this.#backoff.nextMs());
    }
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    this.#stopWaiting();
    const wasCalm = this.#isCalm;
    this.#isCalm = true;
    if (!wasCalm || performance.now() - this.#routeAtMs >= routeIntervalMs) {
      await this.#refreshRoute();
    }
    await this.#probeSilent(wasCalm);
    this.#isLooking = false;
    if (this.#isClosed) {
      return;
    }
    const isWell = this.#routeFailure === undefined && this.#brokerNames.every((name) => this.#health.isGood(name));
    this.#isCalm &&= isWell && this.#queues.length > 0;
    // Hundreds of idle rules look each second: what was well and is well costs no judgement.
    if (!wasCalm || !this.#isCalm) {
      this.#settle();
    }
    if (this.#isCalm) {
      this.#backoff.reset();
      this.#rest();
    } else {
      this.#lookAgainIn(this.#backoff.nextMs());
    }
  }

  /** Of a calm destination only those are asked that said nothing for a moment. */
  #probeSilent(wasCalm: boolean): Promise<unknown> {
    const silent = this.#brokerNames.filter((name) => !wasCalm || !this.#health.answeredWithin(name, silentMs));
    return Promise.all(silent.map((name) => this.#probe(name)));
  }

  /** Several brokers are looked after one by one; a single one by all its destinations together. */
  #rest(): void {
    const [only] = this.#brokerNames;
    if (only === undefined || this.#brokerNames.length > 1 || this.#route === undefined) {
      this.#lookAgainIn(untilBeatMs(performance.now()));
      return;
    }
    this.#leavePulse = this.#pulse.join({
      client: this.#client,
      address: masterOf(this.#route, only),
      wantsSign: (nowMs) => {
        if (nowMs - this.#routeAtMs >= routeIntervalMs) {
          void this.#look();
          return false;
        }
        return !this.#health.answeredWithin(only, silentMs);
      },
      onFailure: (error) => {
        this.#noteProbeFailure(only, error);
        if (!this.#health.isGood(only)) {
          this.#settle();
          this.#noteTrouble();
        }
      },
    });
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#leavePulse?.();
    this.#leavePulse = undefined;
  }

  #lookAgainIn(delayMs: number): void {
    if (!this.#isClosed) {
      this.#stopWaiting();
      this.#timer = setTimeout(() => void this.#look(), delayMs);
    }
  }

  async #refreshRoute(): Promise<void> {
    try {
      const route = await this.#client.route(this.#topic, { isFresh: true });
      if (this.#routeFailure?.code === "topicMissing") {
        this.#health.forgetRefusals();
      }
      this.#route = route;
      this.#setQueues(writableQueues(route));
      this.#routeFailure = undefined;
      this.#routeAtMs = performance.now();
    } catch (error) {
      const { code, message } = this.#failures.classify(error, false);
      this.#routeFailure = { code, message };
      const isRefused = this.#brokerNames.some((name) => this.#health.failureOf(name)?.code === "topicMissing");
      if (code === "topicMissing" && (isRefused || this.#route === undefined)) {
        this.#route = undefined;
        this.#setQueues([]);
        this.#routeFailure = await this.#whyNoRoute(message);
      }
    }
  }

  /** A name server without any broker has no topic either, but the topic is not what is missing. */
  async #whyNoRoute(message: string): Promise<DestinationFailure> {
    try {
      const canAsk = this.#client.detectVersion !== undefined;
      if (canAsk && (await this.#client.detectVersion?.()) === undefined) {
        return { code: "sinkUnreachable", message: say("noBrokerRegistered") };
      }
    } catch (error) {
      const verdict = this.#failures.classify(error, false);
      if (verdict.code === "sinkUnreachable") {
        return { code: verdict.code, message: verdict.message };
      }
    }
    return { code: "topicMissing", message };
  }

  async #probe(brokerName: string): Promise<void> {
    const { route } = this;
    if (route === undefined) {
      return;
    }
    try {
      await this.#client.probe(masterOf(route, brokerName));
      this.#health.noteAnswer(brokerName);
    } catch (error) {
      this.#noteProbeFailure(brokerName, error);
    }
  }

  #noteProbeFailure(brokerName: string, error: unknown): void {
    const verdict = this.#failures.classify(error, false);
    if (verdict.code === "sinkUnreachable" || this.#failures.isAuthenticationRefusal(error)) {
      this.#health.noteFailure(brokerName, verdict, "answer");
    } else {
      // It answers; whether it stores is for sends to find out.
      this.#health.noteAnswer(brokerName);
    }
  }

  #setQueues(queues: readonly Queue[]): void {
    this.#queues = queues;
    this.#brokerNames = [...new Set(queues.map((queue) => queue.brokerName))];
  }

  #settle(): void {
    const state = this.#judge();
    if (!this.#isClosed && !isDeepStrictEqual(state, this.#state)) {
      this.#state = state;
      this.#onState(state);
    }
  }

  #judge(): DestinationState {
    if (this.#queues.length === 0) {
      return this.#judgeWithoutQueues();
    }
    const names = this.#brokerNames;
    const failures = names.flatMap((name) => this.#health.failureOf(name) ?? []);
    if (names.some((name) => this.#health.isGood(name))) {
      const partly =
        failures[0] === undefined
          ? undefined
          : say("brokersFail", { failed: failures.length, total: names.length, why: failures[0].message });
      const detail = partly ?? this.#note;
      return detail === undefined ? { status: "connected" } : { status: "connected", detail };
    }
    const [failure] = failures;
    return failure === undefined
      ? { status: "connecting" }
      : { status: "failing", reason: { code: failure.code, message: failure.message } };
  }

  #judgeWithoutQueues(): DestinationState {
    if (this.#routeFailure !== undefined) {
      return { status: "failing", reason: this.#routeFailure };
    }
    if (this.#route === undefined) {
      return { status: "connecting" };
    }
    const message = say("noWritableQueue", { topic: this.#topic });
    return { status: "failing", reason: { code: "brokerReadOnly", message } };
  }
}
