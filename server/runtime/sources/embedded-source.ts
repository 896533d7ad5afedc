import type {
  BrokerMessage,
  HandlerRegistration,
  MqttBroker,
  PublishHold,
} from "@/server/embedded/mqtt-broker/contracts";
import type { ConnectorState, Source, SourceClosed, SourceEvents } from "../flow/contracts";
import { Credit } from "../flow/credit";
import { type Waiting, WaitingMessages } from "../waiting-messages";

export interface EmbeddedSourceOptions {
  broker: MqttBroker;
  parentTopic: string;
  /** What the sources of all rules together may keep waiting while their flows are paused. */
  waiting?: Credit;
  /** How long `close("end")` waits for confirmations of what was handed over. */
  drainTimeoutMs?: number;
}

const pollMs = 20;
const waitingPerRule = { messages: 20_000, bytes: 16 * 1024 * 1024 };

/**
 * The messages of one parent topic of the broker in this process. While paused, messages wait here unacknowledged, within a credit of their own:
 * once it is used up, the broker reads no more of a connection before its publishes are answered.
 */
export class EmbeddedSource implements Source {
  private readonly options: EmbeddedSourceOptions;
  private current: ConnectorState = { status: "idle" };
  private events: SourceEvents | undefined;
  private registration: HandlerRegistration | undefined;
  private isPaused = false;
  private readonly waiting: WaitingMessages;

  constructor(options: EmbeddedSourceOptions) {
    this.options = options;
    this.waiting = new WaitingMessages(new Credit(waitingPerRule, options.waiting));
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
      onLost: (count) => this.events?.onLost(count),
    });
    this.setState({ status: "connected", detail: "embedded broker" });
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    while (this.hasWaitingToDeliver()) {
      this.deliverWaiting(this.waiting.take(256));
    }
  }

  /** "end" lets the flow take what waits and confirm it for a bounded time; whatever stays unconfirmed is handed back to the devices. */
  async close(mode: "stop" | "end"): Promise<SourceClosed> {
    if (this.current.status === "closed") {
      return "closed";
    }
    this.setState({ status: "closed" });
    this.registration?.remove();
    if (mode === "end") {
      this.deliverWaiting(this.waiting.take(this.waiting.length));
      await this.untilConfirmed();
    }
    // The flow counts what nobody sends again.
    this.deliverWaiting(this.waiting.take(this.waiting.length).filter(({ hold }) => hold === undefined));
    this.registration?.returnHeld();
    this.events = undefined;
    return "closed";
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
    // A QoS 0 message that finds no room goes on at once: the flow takes it or counts it as lost.
    if (!mustWait || !this.waiting.add({ message, hold })) {
      this.deliver(message, hold);
    }
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
        this.waiting.putBack(batch.slice(index));
        return;
      }
      if (next !== undefined && next.hold?.isVoid !== true) {
        this.deliver(next.message, next.hold);
      }
    }
  }

  private onHoldsVoid(): void {
    this.waiting.dropVoid();
    this.events?.onReceiptsVoid();
  }

  private setState(state: ConnectorState): void {
    this.current = state;
    this.events?.onState(state);
  }
}
