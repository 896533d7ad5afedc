import type { ConnectionTestResult } from "@/lib/instances/schemas";
import { say } from "@/lib/said/say";
import { RemotingError } from "./remoting/errors";
import { RocketmqError } from "./rocketmq-error";

type Step = ConnectionTestResult["steps"][number]["step"];

/** Ends the steps after the one that failed. */
class StepFailed extends Error {}

/** Runs steps one after another against one deadline, and keeps what each found. */
export class TestRun<Name extends Step> {
  detectedVersion: string | undefined;
  readonly #steps: ConnectionTestResult["steps"] = [];
  readonly #deadlineMs: number;

  constructor(totalMs: number) {
    this.#deadlineMs = performance.now() + totalMs;
  }

  async step(step: Name, run: () => Promise<string>): Promise<void> {
    const startedAtMs = performance.now();
    const note = (ok: boolean, detail: string) =>
      this.#steps.push({ step, ok, detail, durationMs: Math.round(performance.now() - startedAtMs) });
    try {
      note(true, await this.#withinDeadline(run()));
    } catch (error) {
      note(false, error instanceof RocketmqError ? error.message : say("testFailed"));
      throw new StepFailed();
    }
  }

  /** Called with whatever ended the run; what no step has reported becomes a failed first step. */
  noteUnexpected(error: unknown): void {
    if (!(error instanceof StepFailed)) {
      const detail = error instanceof RocketmqError ? error.message : say("testFailed");
      this.#steps.push({ step: "dns", ok: false, detail, durationMs: 0 });
    }
  }

  result(): ConnectionTestResult {
    const ok = this.#steps.length > 0 && this.#steps.every((step) => step.ok);
    const { detectedVersion } = this;
    return { ok, steps: this.#steps, ...(detectedVersion === undefined ? {} : { detectedVersion }) };
  }

  async #withinDeadline<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const leftMs = Math.max(0, this.#deadlineMs - performance.now());
      timer = setTimeout(() => reject(new RemotingError("timeout", say("testTooLong"))), leftMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
