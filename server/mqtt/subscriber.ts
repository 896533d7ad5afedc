import type { BrokerConnection } from "./broker-connection";
import type { MqttConnectionError } from "./errors";
import { subackError } from "./reason-codes";
import type { SessionTiming } from "./session-options";

const failureCodeMin = 0x80;
const unsubscribeTimeoutMs = 3_000;
/** Messages that were on their way when the UNSUBACK came arrive within this time of silence. */
const quietMs = 250;
const pollMs = 25;

/** The one subscription of a session: its QoS, and whether it needs to be made at all. */
export class Subscriber {
  grantedQos: 0 | 1 | 2 = 2;
  private readonly topicFilter: string;
  private wantedQos: 1 | 2 = 2;
  private isSubscribed = false;
  private silentRefusals = 0;

  constructor(topicFilter: string) {
    this.topicFilter = topicFilter;
  }

  /**
   * Nothing is subscribed again while the broker keeps the session that this process subscribed: on 3.1.1 that would replay retained messages.
   * A session of an earlier process is subscribed again, because that process may have died before its SUBSCRIBE.
   */
  async ensure(link: BrokerConnection, isSessionPresent: boolean, protocolVersion: 4 | 5): Promise<void> {
    if (isSessionPresent && this.isSubscribed) {
      return;
    }
    this.isSubscribed = false;
    let code = await this.subscribe(link, this.wantedQos, protocolVersion);
    if (code >= failureCodeMin && this.wantedQos === 2) {
      // Some brokers refuse QoS 2 instead of granting less.
      code = await this.subscribe(link, 1, protocolVersion);
    }
    if (code >= failureCodeMin) {
      throw subackError(code, this.topicFilter);
    }
    this.grantedQos = code === 0 || code === 1 ? code : 2;
    this.isSubscribed = true;
    this.silentRefusals = 0;
  }

  /** A broker that closes twice instead of answering a QoS 2 SUBSCRIBE is asked for QoS 1. */
  failed(error: MqttConnectionError): void {
    if (error.kind === "closedBeforeSuback" && ++this.silentRefusals >= 2) {
      this.wantedQos = 1;
    }
  }

  /**
   * Unsubscribes and waits, for a bounded time, until everything that was delivered is read and confirmed. While reading is
   * paused there may be more to read: what the broker holds for a session is gone with it.
   */
  async drain(link: BrokerConnection, isPaused: () => boolean, timing: SessionTiming): Promise<void> {
    const unsubscribed = link.requests.unsubscribe(this.topicFilter).catch(() => undefined);
    await settledWithin(unsubscribed, unsubscribeTimeoutMs);
    const deadlineMs = performance.now() + timing.drainTimeoutMs;
    const isBusy = () => link.heldCount > 0 || isPaused() || link.silenceMs() < quietMs;
    while (performance.now() < deadlineMs && isBusy()) {
      await settledWithin(link.closed, pollMs);
      if (link.isOver) {
        return;
      }
    }
  }

  private async subscribe(link: BrokerConnection, qos: 1 | 2, protocolVersion: 4 | 5): Promise<number> {
    const options = protocolVersion === 5 ? { nl: false, rap: false, rh: 2 } : {};
    const codes = await link.requests.subscribe([{ topic: this.topicFilter, qos, ...options }]);
    return codes[0] ?? failureCodeMin;
  }
}

async function settledWithin(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
