import { type Condition, type Evidence, eventHoldMs } from "./conditions";

export interface TrackerStart {
  isRaised: boolean;
  occurrence: string | undefined;
  seenAtMs: number;
}

/** One condition of one rule through time: raised once, resolved once. It changes only by `settle`, so a step that could not be stored comes again. */
export class AlertTracker {
  isRaised: boolean;
  occurrence: string | undefined;
  private seenAtMs: number;
  private changingSinceMs: number | undefined;
  private readonly condition: Pick<Condition, "raiseAfterMs" | "resolveAfterMs">;

  constructor(condition: Pick<Condition, "raiseAfterMs" | "resolveAfterMs">, start?: TrackerStart) {
    this.condition = condition;
    this.isRaised = start?.isRaised ?? false;
    this.occurrence = start?.occurrence;
    this.seenAtMs = start?.seenAtMs ?? 0;
  }

  /** True when the alert has to be raised or resolved now. */
  observe(evidence: Evidence | undefined, nowMs: number): boolean {
    const holds = this.isPresent(evidence, nowMs);
    if (holds === this.isRaised) {
      this.changingSinceMs = undefined;
      return false;
    }
    this.changingSinceMs ??= nowMs;
    const { raiseAfterMs, resolveAfterMs } = this.condition;
    return nowMs - this.changingSinceMs >= (holds ? raiseAfterMs : resolveAfterMs);
  }

  settle(): void {
    this.isRaised = !this.isRaised;
    this.changingSinceMs = undefined;
  }

  /** Time in which nobody looked proves nothing. */
  forgetProgress(): void {
    this.changingSinceMs = undefined;
  }

  private isPresent(evidence: Evidence | undefined, nowMs: number): boolean {
    if (evidence?.occurrence !== undefined && evidence.occurrence !== this.occurrence) {
      this.occurrence = evidence.occurrence;
      this.seenAtMs = nowMs;
    }
    if (evidence !== undefined && evidence.occurrence === undefined) {
      return true;
    }
    return evidence !== undefined && nowMs - this.seenAtMs < eventHoldMs;
  }
}
