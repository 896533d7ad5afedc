import type { ScheduledTask, Scheduler } from "./scheduler";

/** What one flow has lanes for: more at once makes requests smaller, not faster. */
const atOnceMax = 16;
/** Long enough for the messages of a busy rule to gather, short beside any request that keeps others waiting. */
const lingerMs = 10;

interface Waiting {
  sinceMs: number;
  go(): void;
}

/**
 * Shared by all flows to one RocketMQ. A hundred busy rules with a few messages each would send hundreds of tiny requests: while enough
 * are under way, a batch that is not full waits for its turn and grows meanwhile. Never longer than a moment, so that a broker
 * that does not answer holds up nobody else.
 */
export class SendGate {
  private underWay = 0;
  private waiting: Waiting[] = [];
  private task: ScheduledTask | undefined;
  private readonly scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  get hasRoom(): boolean {
    return this.underWay < atOnceMax;
  }

  /** Calls `go` once: when there is room, or after a moment. */
  wait(go: () => void): void {
    this.waiting.push({ sinceMs: this.scheduler.now(), go });
    this.task ??= this.scheduler.after(lingerMs, this.letGo);
  }

  begin(): void {
    this.underWay += 1;
  }

  end(): void {
    this.underWay -= 1;
    while (this.hasRoom && this.waiting.length > 0) {
      this.waiting.shift()?.go();
    }
  }

  private readonly letGo = (): void => {
    const nowMs = this.scheduler.now();
    const ready = this.waiting.findIndex(({ sinceMs }) => nowMs - sinceMs < lingerMs);
    const gone = this.waiting.splice(0, ready < 0 ? this.waiting.length : ready);
    const oldest = this.waiting[0];
    this.task = oldest && this.scheduler.after(oldest.sinceMs + lingerMs - nowMs, this.letGo);
    for (const { go } of gone) {
      go();
    }
  };
}

/** The gate of each client: its flows meet there. */
export class SendGates {
  private readonly byClient = new WeakMap<object, SendGate>();
  private readonly scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  of(client: object): SendGate {
    const gate = this.byClient.get(client) ?? new SendGate(this.scheduler);
    this.byClient.set(client, gate);
    return gate;
  }
}
