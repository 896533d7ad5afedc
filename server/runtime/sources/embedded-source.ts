import type {
  BrokerMessage,
  HandlerRegistration,
  MqttBroker,
  PublishHold,
} from "@/server/embedded/mqtt-broker/contracts";
import type { ConnectorState, Source, SourceEvents } from "../flow/contracts";

export interface EmbeddedSourceOptions {
  broker: MqttBroker;
  parentTopic: string;
  /** How long `close("end")` waits for confirmations of what was handed over. */
  drainTimeoutMs?: number;
}

interface Waiting {
  message: BrokerMessage;
  hold: PublishHold | undefined;
}

/** QoS 0 messages that may wait behind held ones while the flow is paused; more go on at once and the flow counts what it cannot take. */
const waitingBestEffortMax = 1_000;
const pollMs = 20;

/**
 * The messages of one parent topic of the broker in this process. While paused, messages wait here unacknowledged; their number is bounded
 * because the broker reads no more from a connection before its publishes are answered.
 */
export class EmbeddedSource implements Source {
  private readonly options: EmbeddedSourceOptions;
  private current: ConnectorState = { status: "idle" };
  private events: SourceEvents | undefined;
  private registration: HandlerRegistration | undefined;
  private isPaused = false;
  private waiting: Waiting[] = [];
  private waitingBestEffort = 0;

  constructor(options: EmbeddedSourceOptions) {
    this.options = options;
  }

  get state(): ConnectorState {
    return this.current;
  }

  open(events: SourceEvents): void {
    if (this.current.status !== "idle") {
      return;
    }
    this.events = events;
    this.registration = this.options.broker.handlePublishes(this.options.parentTopic, {
      publish: (message, hold) => this.take(message, hold),
      onHoldsVoid: () => this.onHoldsVoid(),
    });
    this.setState({ status: "connected", detail: "embedded broker" });
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    while (this.hasWaitingToDeliver()) {
      this.deliverWaiting(this.waiting.splice(0, 256));
    }
  }

  /** "end" lets the flow take what waits and confirm it for a bounded time; whatever stays unconfirmed is handed back to the devices. */
  async close(mode: "stop" | "end"): Promise<void> {
    if (this.current.status === "closed") {
      return;
    }
    this.setState({ status: "closed" });
    this.registration?.remove();
    if (mode === "end") {
      this.deliverWaiting(this.waiting.splice(0));
      await this.untilConfirmed();
    }
    // The flow counts what nobody sends again.
    this.deliverWaiting(this.waiting.splice(0).filter(({ hold }) => hold === undefined));
    this.registration?.returnHeld();
    this.events = undefined;
  }

  private hasWaitingToDeliver(): boolean {
    return !this.isPaused && this.waiting.length > 0;
  }

  private async untilConfirmed(): Promise<void> {
    const deadlineMs = performance.now() + (this.options.drainTimeoutMs ?? 10_000);
    while ((this.registration?.heldCount ?? 0) > 0 && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  private take(message: BrokerMessage, hold: PublishHold | undefined): void {
    const mustWait = this.isPaused || this.waiting.length > 0;
    if (mustWait && (hold !== undefined || this.waitingBestEffort < waitingBestEffortMax)) {
      this.waiting.push({ message, hold });
      this.waitingBestEffort += hold === undefined ? 1 : 0;
      return;
    }
    this.deliver(message, hold);
  }

  private deliver(message: BrokerMessage, hold: PublishHold | undefined): void {
    if (this.events?.deliver(message, hold) === false) {
      this.isPaused = true;
    }
  }

  /** Hands over in order; what is left when the credit ends goes back to the front. */
  private deliverWaiting(batch: Waiting[]): void {
    const isClosing = this.current.status === "closed";
    for (let index = 0; index < batch.length; index++) {
      const next = batch[index];
      if (this.isPaused && !isClosing) {
        this.waiting.unshift(...batch.slice(index));
        return;
      }
      if (next !== undefined) {
        this.waitingBestEffort -= next.hold === undefined ? 1 : 0;
        if (next.hold?.isVoid !== true) {
          this.deliver(next.message, next.hold);
        }
      }
    }
  }

  private onHoldsVoid(): void {
    this.waiting = this.waiting.filter(({ hold }) => hold?.isVoid !== true);
    this.events?.onReceiptsVoid();
  }

  private setState(state: ConnectorState): void {
    this.current = state;
    this.events?.onState(state);
  }
}
