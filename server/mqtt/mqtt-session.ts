import { say } from "@/lib/said/say";
import { Backoff } from "./backoff";
import type { BrokerConnection } from "./broker-connection";
import type { MqttSessionEvents, MqttSessionState } from "./contracts";
import { type MqttConnectionError, toConnectionError, unreachable } from "./errors";
import { openConnection } from "./open-connection";
import { ProtocolChoice } from "./protocol-choice";
import { RetryDelay } from "./retry-delay";
import { endBrokerSession, startClean } from "./session-end";
import {
  defaultSessionTiming,
  type MqttSessionOptions,
  receiveMaximumDefault,
  type SessionTiming,
  type StaleSession,
  sessionExpirySeconds,
} from "./session-options";
import { Subscriber } from "./subscriber";
import { TakeoverSuspicion } from "./takeover-suspicion";

/**
 * One persistent session with one subscription, made for consuming fast with late acknowledgement. It connects for ever with back-off,
 * reports what happens as data, and never writes an acknowledgement on another connection than the one its message came on.
 */
export class MqttSession {
  private readonly options: MqttSessionOptions;
  private readonly timing: SessionTiming;
  private readonly protocol: ProtocolChoice;
  private readonly subscriber: Subscriber;
  private readonly takeover: TakeoverSuspicion;
  private readonly delay = new RetryDelay();
  private readonly retry: Backoff;
  private readonly takenOverRetry: Backoff;
  private readonly awaitingRelease = new Set<number>();
  private readonly aborter = new AbortController();
  private events: MqttSessionEvents | undefined;
  private link: BrokerConnection | undefined;
  private running: Promise<void> = Promise.resolve();
  private current: MqttSessionState = { status: "idle" };
  private lastConnectedAtMs: number | undefined;
  private stale: StaleSession | undefined;
  private isPaused = false;
  private closing: Promise<boolean> | undefined;

  constructor(options: MqttSessionOptions) {
    this.options = options;
    this.timing = { ...defaultSessionTiming, ...options.timing };
    this.protocol = new ProtocolChoice(options.connection.protocolVersion);
    this.subscriber = new Subscriber(options.topicFilter);
    this.takeover = new TakeoverSuspicion(this.timing.stableMs);
    this.retry = new Backoff(this.timing.retry);
    this.takenOverRetry = new Backoff(this.timing.takenOverRetry);
    this.lastConnectedAtMs = options.lastConnectedAtMs;
    this.stale = options.stale;
  }

  get state(): MqttSessionState {
    return this.current;
  }

  /** Returns at once; everything else is told by the events. */
  open(events: MqttSessionEvents): void {
    if (this.events === undefined && this.closing === undefined) {
      this.events = events;
      this.setState({ status: "connecting" });
      this.running = this.run(events);
    }
  }

  /** Stops reading from the broker; keep-alive goes on. */
  pause(): void {
    if (!this.isPaused) {
      this.isPaused = true;
      this.link?.pause();
    }
  }

  resume(): void {
    if (this.isPaused) {
      this.isPaused = false;
      this.link?.resume();
    }
  }

  /** Ends a waiting time: the next attempt begins now. */
  wake(): void {
    this.delay.wake();
  }

  /** "stop" keeps the session at the broker; "end" unsubscribes, waits for confirmations for a bounded time and ends it. Idempotent. False when the session should have ended and the broker keeps it. */
  async close(mode: "stop" | "end"): Promise<boolean> {
    this.closing ??= this.closeOnce(mode);
    return await this.closing;
  }

  private async closeOnce(mode: "stop" | "end"): Promise<boolean> {
    this.delay.stop();
    const link = this.link;
    const hasSession = link !== undefined || this.lastConnectedAtMs !== undefined;
    if (mode === "end" && link !== undefined) {
      await this.subscriber.drain(link, () => this.isPaused, this.timing);
    }
    await link?.disconnect(mode === "end" ? 0 : undefined);
    this.aborter.abort();
    await this.running;
    const hasEndedByDisconnect = link !== undefined && this.protocol.version === 5;
    const isLeft =
      mode === "end" &&
      hasSession &&
      !hasEndedByDisconnect &&
      !(await endBrokerSession(this.options, this.protocol.version, this.timing));
    this.setState({ status: "closed" });
    this.events = undefined;
    return !isLeft;
  }

  private async run(events: MqttSessionEvents): Promise<void> {
    while (!this.isClosing()) {
      const openedAtMs = performance.now();
      const ended = await this.attempt(events);
      const livedMs = performance.now() - openedAtMs;
      const error = this.takeover.judge(ended, livedMs);
      if (this.isClosing()) {
        return;
      }
      const isVersionStep = this.protocol.refused(error);
      if (!isVersionStep) {
        this.setState({ status: "failing", failure: error.failure });
        await this.delay.wait(this.nextDelayMs(error, livedMs));
      }
    }
  }

  private isClosing(): boolean {
    return this.closing !== undefined;
  }

  private nextDelayMs(error: MqttConnectionError, livedMs: number): number {
    if (livedMs >= this.timing.stableMs) {
      this.retry.reset();
    }
    if (livedMs >= this.timing.takenOverRetry.maxMs) {
      this.takenOverRetry.reset();
    }
    return error.kind === "takenOver" ? this.takenOverRetry.nextMs() : this.retry.nextMs();
  }

  /** One connection, from the first packet to its end; the end is the result. */
  private async attempt(events: MqttSessionEvents): Promise<MqttConnectionError> {
    const opening = new AbortController();
    const abort = () => opening.abort();
    const timer = setTimeout(abort, this.timing.openTimeoutMs);
    this.aborter.signal.addEventListener("abort", abort, { once: true });
    try {
      const link = await this.establish(events, opening.signal);
      clearTimeout(timer);
      return await this.serve(link, events);
    } catch (error) {
      return toConnectionError(error);
    } finally {
      clearTimeout(timer);
      this.aborter.signal.removeEventListener("abort", abort);
      this.link = undefined;
    }
  }

  private async establish(events: MqttSessionEvents, signal: AbortSignal): Promise<BrokerConnection> {
    const { options, protocol, timing, awaitingRelease } = this;
    await this.discardStale(signal);
    const { link, connack } = await openConnection(
      {
        connection: options.connection,
        clientId: options.clientId,
        protocolVersion: protocol.version,
        isCleanStart: false,
        sessionExpirySeconds,
        receiveMaximum: options.receiveMaximum ?? receiveMaximumDefault,
        timing,
        awaitingRelease,
      },
      {
        onPublish: (message) => events.onPublish(message),
        onSkippedRetained: () => events.onSkippedRetained(),
        onSuspect: (isSuspect) => this.showSuspect(isSuspect),
      },
      signal,
    );
    protocol.accepted();
    this.link = link;
    if (!connack.sessionPresent) {
      this.startNewSession(events);
    }
    try {
      await this.subscriber.ensure(link, connack.sessionPresent, protocol.version);
    } catch (error) {
      const reason = toConnectionError(error);
      link.end(reason);
      this.subscriber.failed(reason);
      events.onConnectionClosed();
      throw reason;
    }
    return link;
  }

  private async discardStale(signal: AbortSignal): Promise<void> {
    if (this.stale !== undefined) {
      await startClean(this.options, this.protocol.version, this.timing, signal);
      await this.stale.onEnded();
      this.stale = undefined;
    }
  }

  private startNewSession(events: MqttSessionEvents): void {
    this.awaitingRelease.clear();
    if (this.lastConnectedAtMs !== undefined) {
      events.onSessionLost(this.lastConnectedAtMs);
    }
  }

  private async serve(link: BrokerConnection, events: MqttSessionEvents): Promise<MqttConnectionError> {
    this.lastConnectedAtMs = Date.now();
    if (this.isPaused) {
      link.pause();
    }
    this.showConnected();
    const reason = await link.closed;
    this.lastConnectedAtMs = Date.now() - Math.round(link.silenceMs());
    this.link = undefined;
    events.onConnectionClosed();
    return reason;
  }

  private showConnected(): void {
    const { grantedQos } = this.subscriber;
    this.setState({ status: "connected", protocolVersion: this.protocol.version, grantedQos });
  }

  private showSuspect(isSuspect: boolean): void {
    if (isSuspect) {
      const { failure } = unreachable(say("noBrokerAnswer"));
      this.setState({ status: "failing", failure });
    } else if (this.current.status === "failing") {
      this.showConnected();
    }
  }

  private setState(state: MqttSessionState): void {
    this.current = state;
    this.events?.onState(state);
  }
}
