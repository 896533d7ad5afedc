export interface KeepAliveTiming {
  /** After so long without a byte from the broker a PINGREQ asks. */
  idlePingMs: number;
  /** An unanswered PINGREQ of this age makes the connection suspect… */
  suspectMs: number;
  /** …and of this age dead. */
  deadMs: number;
  /** The interval promised to the broker in CONNECT. */
  keepAliveSeconds: number;
}

/** A broker that falls silent shows within 4 s, so that with the way to the console people see it within 5. */
export const defaultKeepAliveTiming: KeepAliveTiming = {
  idlePingMs: 1_000,
  suspectMs: 2_000,
  deadMs: 10_000,
  keepAliveSeconds: 60,
};

export interface KeepAliveEvents {
  sendPing(): void;
  onSuspect(isSuspect: boolean): void;
  onDead(): void;
}

/**
 * Keeps one connection alive and notices a dead peer. While reading is paused pings still go out, and their unread answers do not count against the peer.
 */
export class KeepAlive {
  private readonly timing: KeepAliveTiming;
  private readonly events: KeepAliveEvents;
  private readonly tickMs: number;
  private timer: NodeJS.Timeout | undefined;
  private heardAtMs = performance.now();
  private lastPingAtMs = performance.now();
  private lastTickAtMs = performance.now();
  /** When the oldest unanswered PINGREQ was written; 0 when none is. */
  private askedAtMs = 0;
  private isPaused = false;
  private isSuspect = false;

  constructor(timing: KeepAliveTiming, events: KeepAliveEvents) {
    this.timing = timing;
    this.events = events;
    this.tickMs = Math.max(5, Math.min(timing.idlePingMs, timing.suspectMs, (timing.keepAliveSeconds * 1000) / 2) / 4);
  }

  start(): void {
    this.heard();
    this.lastTickAtMs = performance.now();
    this.timer = setInterval(() => this.tick(), this.tickMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  heard(): void {
    this.heardAtMs = performance.now();
    this.askedAtMs = 0;
    if (this.isSuspect) {
      this.isSuspect = false;
      this.events.onSuspect(false);
    }
  }

  silenceMs(): number {
    return performance.now() - this.heardAtMs;
  }

  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.heard();
  }

  private tick(): void {
    const nowMs = performance.now();
    const isLate = nowMs - this.lastTickAtMs > this.tickMs + this.timing.suspectMs / 2;
    this.lastTickAtMs = nowMs;
    if (isLate) {
      // This process slept, not the peer: what arrived meanwhile has not been read yet.
      this.askedAtMs = this.askedAtMs === 0 ? 0 : nowMs;
    }
    if (this.askedAtMs !== 0 && !this.isPaused) {
      this.judge(nowMs - this.askedAtMs);
    }
    if (this.timer !== undefined) {
      this.pingIfDue(nowMs);
    }
  }

  private judge(waitedMs: number): void {
    if (waitedMs >= this.timing.deadMs) {
      this.stop();
      this.events.onDead();
    } else if (waitedMs >= this.timing.suspectMs && !this.isSuspect) {
      this.isSuspect = true;
      this.events.onSuspect(true);
    }
  }

  private pingIfDue(nowMs: number): void {
    const isIdle = this.askedAtMs === 0 && nowMs - this.heardAtMs >= this.timing.idlePingMs;
    const isOwed = nowMs - this.lastPingAtMs >= (this.timing.keepAliveSeconds * 1000) / 2;
    if ((isIdle && !this.isPaused) || isOwed) {
      this.lastPingAtMs = nowMs;
      this.askedAtMs = this.askedAtMs === 0 ? nowMs : this.askedAtMs;
      this.events.sendPing();
    }
  }
}
