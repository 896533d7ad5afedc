import { z } from "zod";
import { say } from "@/lib/said/say";
import type { ProcessState } from "@/server/supervisor/supervised-process";
import { AlertTracker } from "./alert-tracker";
import type { Condition } from "./conditions";
import type { KnownAlert, Transition } from "./evaluator";

const kind = "runtimeDown";

/** A snapshot comes each second; one that is late is no silence. */
const quietChecksMax = 2;
const checkMs = 1_000;
/** A start takes its time, with the bigger backlog the more. */
const firstChecksMax = 50;

const condition: Pick<Condition, "raiseAfterMs" | "resolveAfterMs"> = { raiseAfterMs: 10_000, resolveAfterMs: 5_000 };

const appearances: Record<ProcessState, string> = {
  starting: say("runtimeStarting"),
  running: say("runtimeSilent"),
  restarting: say("runtimeRestarting"),
  stopped: "",
};

/** Its log lines are JSON; only one that ended it says why. */
const FatalLine = z.object({ level: z.literal(60), msg: z.string() });

export interface WatchedProcess {
  readonly state: ProcessState;
  /** What it wrote last before it ended. */
  readonly lastLine: string;
}

/**
 * Whether the console hears the runtime. It counts checks, not time: when the console itself was frozen, only one check is due after it.
 * Pure but for its memory.
 */
export class RuntimeWatch {
  private readonly tracker: AlertTracker;
  private checks = 0;
  private quietChecks = 0;
  private wasHeard = false;

  constructor(known: readonly KnownAlert[] = []) {
    const start = known.find((alert) => alert.kind === kind);
    this.tracker = new AlertTracker(condition, start);
    // One that is down since an earlier life gets no time to start.
    this.wasHeard = start?.isRaised ?? false;
  }

  hear(): void {
    this.wasHeard = true;
    this.quietChecks = 0;
  }

  /** Once a second. A runtime that was stopped on purpose is not missed. */
  check({ state, lastLine }: WatchedProcess): Transition | undefined {
    this.checks += 1;
    this.quietChecks += 1;
    const isQuiet = this.quietChecks > (this.wasHeard ? quietChecksMax : firstChecksMax);
    const evidence = isQuiet && state !== "stopped" ? { detail: whyOf(lastLine) ?? appearances[state] } : undefined;
    const { tracker } = this;
    if (!tracker.observe(evidence, this.checks * checkMs)) {
      return undefined;
    }
    const to = tracker.isRaised ? "resolved" : "raised";
    return {
      kind,
      to,
      ruleId: "",
      instanceId: "",
      detail: evidence?.detail ?? "",
      occurrence: undefined,
      settle: () => tracker.settle(),
    };
  }
}

/** Undefined where the process did not end by itself. */
function whyOf(lastLine: string): string | undefined {
  try {
    return FatalLine.parse(JSON.parse(lastLine)).msg.slice(0, 500);
  } catch {
    return undefined;
  }
}
