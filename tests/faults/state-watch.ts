import type { ConsoleApp } from "@/tests/helpers/console-app";

export interface SeenState {
  atMs: number;
  state: string;
  reason: string | undefined;
}

const truthWithinMs = 5_000;
/** A console that takes longer than this to answer is slow itself. */
const slackMsMax = 4_000;
const pollMs = 100;

/** Follows what the console says of a rule, as a person who looks at it all the time would see it. */
export class StateWatch {
  readonly seen: SeenState[] = [];
  /** The longest that one look took, waiting for its turn included: what this computer adds to every answer. */
  slowestLookMs = 0;
  readonly #app: ConsoleApp;
  readonly #ruleId: string;
  #isOver = false;
  readonly #watching: Promise<void>;

  constructor(app: ConsoleApp, ruleId: string) {
    this.#app = app;
    this.#ruleId = ruleId;
    this.#watching = this.#watch();
  }

  /** Milliseconds from `sinceMs` until the console first said something other than `running`; undefined: it never did. */
  msUntilNotRunning(sinceMs: number): number | undefined {
    const last = this.seen.findLast(({ atMs }) => atMs < sinceMs);
    if (last !== undefined && last.state !== "running") {
      return 0;
    }
    const first = this.seen.find(({ atMs, state }) => atMs >= sinceMs && state !== "running");
    return first === undefined ? undefined : Math.round(first.atMs - sinceMs);
  }

  /** The truth is shown within 5 s of its beginning; a busy computer gets the time on top that its own slow looks took. */
  get truthWithinMs(): number {
    return truthWithinMs + Math.min(slackMsMax, this.slowestLookMs);
  }

  reasonsSince(sinceMs: number): string[] {
    return this.seen
      .filter(({ atMs }) => atMs >= sinceMs)
      .map(({ state, reason }) => `${state} ${reason ?? ""}`.trim());
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    let lookedAtMs = performance.now();
    while (!this.#isOver) {
      const rule = await this.#app.api.rule(this.#ruleId).catch(() => undefined);
      const last = this.seen.at(-1);
      const nowMs = performance.now();
      this.slowestLookMs = Math.max(this.slowestLookMs, Math.round(nowMs - lookedAtMs - pollMs));
      lookedAtMs = nowMs;
      if (rule !== undefined && (last?.state !== rule.state || last.reason !== rule.stateReason)) {
        this.seen.push({ atMs: nowMs, state: rule.state, reason: rule.stateReason });
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}
