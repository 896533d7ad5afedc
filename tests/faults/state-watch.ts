import type { ConsoleApp } from "@/tests/helpers/console-app";

export interface SeenState {
  atMs: number;
  state: string;
  reason: string | undefined;
}

/** Follows what the console says of a rule, as a person who looks at it all the time would see it. */
export class StateWatch {
  readonly seen: SeenState[] = [];
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
    const first = this.seen.find(({ atMs, state }) => atMs >= sinceMs && state !== "running");
    return first === undefined ? undefined : first.atMs - sinceMs;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#isOver) {
      const rule = await this.#app.api.rule(this.#ruleId).catch(() => undefined);
      const last = this.seen.at(-1);
      if (rule !== undefined && (last?.state !== rule.state || last.reason !== rule.stateReason)) {
        this.seen.push({ atMs: performance.now(), state: rule.state, reason: rule.stateReason });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
