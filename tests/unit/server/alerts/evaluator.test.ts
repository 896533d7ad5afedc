import { describe, expect, it } from "vitest";
import { emptyTotals } from "@/lib/metrics/schemas";
import { eventHoldMs } from "@/server/alerts/conditions";
import { AlertEvaluator, type KnownAlert } from "@/server/alerts/evaluator";
import type { RuleSnapshot } from "@/server/protocol/messages";
import { ruleSnapshot } from "../services/test-context";

type Step = Partial<RuleSnapshot> | "gone";

/** Feeds one snapshot a second, settles what comes of it and writes it down as `second kind to`. */
function watch(evaluator: AlertEvaluator, startMs = 0) {
  let nowMs = startMs;
  const seen: string[] = [];
  return {
    seen,
    skip(ms: number) {
      nowMs += ms;
    },
    feed(step: Step, seconds: number) {
      for (let count = 0; count < seconds; count++) {
        const rules: Record<string, RuleSnapshot> = step === "gone" ? {} : { "report-1": ruleSnapshot("mqtt-1", step) };
        for (const transition of evaluator.evaluate(rules, nowMs)) {
          transition.settle();
          seen.push(`${nowMs / 1_000} ${transition.kind} ${transition.to}`);
        }
        nowMs += 1_000;
      }
    },
  };
}

const MiB = 1024 * 1024;
const spool = (share: number) => ({ backlogBytes: share * 1_000 * MiB, backlogBytesMax: 1_000 * MiB });

describe("alerts", () => {
  it("are raised once and resolved once, each after it held for a while", () => {
    const { feed, seen } = watch(new AlertEvaluator());
    feed({ state: "running" }, 5);
    feed({ state: "stalled" }, 60);
    feed({ state: "running" }, 60);
    expect(seen).toEqual(["8 ruleStalled raised", "95 ruleStalled resolved"]);
  });

  it("are not raised by a moment, nor resolved by one", () => {
    const { feed, seen } = watch(new AlertEvaluator());
    for (let round = 0; round < 10; round++) {
      feed({ state: "failed" }, 2);
      feed({ state: "running" }, 2);
    }
    expect(seen).toEqual([]);
    feed({ state: "failed" }, 5);
    feed({ state: "running" }, 9);
    feed({ state: "failed" }, 1);
    feed({ state: "running" }, 9);
    expect(seen).toEqual(["43 ruleFailed raised"]);
  });

  it("of a spool begin over 80 % and end under 70 %, so a level in between changes nothing", () => {
    const { feed, seen } = watch(new AlertEvaluator());
    feed(spool(0.8), 20);
    feed(spool(0.81), 20);
    feed(spool(0.75), 60);
    expect(seen).toEqual(["23 spoolHigh raised"]);
    feed(spool(0.69), 20);
    feed(spool(0.75), 60);
    expect(seen).toEqual(["23 spoolHigh raised", "110 spoolHigh resolved"]);
  });

  it("tell of a ledger whose identity does not hold", () => {
    const { feed, seen } = watch(new AlertEvaluator());
    feed({ totals: { ...emptyTotals, received: 10, delivered: 7, inFlight: 2, lost: 1 } }, 10);
    feed({ totals: { ...emptyTotals, received: 10, delivered: 9 } }, 10);
    expect(seen).toEqual(["12 ledgerBroken raised"]);
  });

  it("tell of each lost session once, however long the runtime shows it", () => {
    const { feed, seen } = watch(new AlertEvaluator());
    const holdSeconds = eventHoldMs / 1_000;
    feed({ sessionLostSinceMs: 1_000_000 }, holdSeconds + 60);
    expect(seen).toEqual(["0 sessionLost raised", `${holdSeconds} sessionLost resolved`]);
    feed({ sessionLostSinceMs: 2_000_000 }, 1);
    expect(seen).toHaveLength(3);
  });

  it("stay raised while nothing is known, and count only what was watched", () => {
    const { feed, skip, seen } = watch(new AlertEvaluator());
    feed({ state: "stalled" }, 2);
    skip(3_600_000);
    feed({ state: "stalled" }, 2);
    expect(seen).toEqual([]);
    feed({ state: "stalled" }, 2);
    skip(3_600_000);
    feed({ state: "running" }, 29);
    expect(seen).toHaveLength(1);
  });

  it("of a rule that is gone are resolved, and then the rule is forgotten", () => {
    const evaluator = new AlertEvaluator();
    const { feed, seen } = watch(evaluator);
    feed({ state: "failed" }, 5);
    feed("gone", 12);
    expect(seen).toEqual(["3 ruleFailed raised", "15 ruleFailed resolved"]);
    expect(evaluator.ruleCount).toBe(0);
  });

  it("that were open before a restart are resolved, not raised again", () => {
    const known: KnownAlert = {
      kind: "ruleStalled",
      ruleId: "report-1",
      isRaised: true,
      occurrence: undefined,
      seenAtMs: 0,
    };
    const { feed, seen } = watch(new AlertEvaluator([known]));
    feed({ state: "stalled" }, 20);
    feed({ state: "running" }, 40);
    expect(seen).toEqual(["50 ruleStalled resolved"]);
  });

  it("of a session lost before a restart are not raised again by the same loss", () => {
    const occurrence = new Date(1_000_000).toISOString();
    const known: KnownAlert = { kind: "sessionLost", ruleId: "report-1", isRaised: false, occurrence, seenAtMs: 0 };
    const { feed, seen } = watch(new AlertEvaluator([known]), eventHoldMs * 2);
    feed({ sessionLostSinceMs: 1_000_000 }, 20);
    expect(seen).toEqual([]);
  });

  it("that could not be stored come again", () => {
    const evaluator = new AlertEvaluator();
    const failed = { "report-1": ruleSnapshot("mqtt-1", { state: "failed" }) };
    for (let nowMs = 0; nowMs < 3_000; nowMs += 1_000) {
      expect(evaluator.evaluate(failed, nowMs)).toEqual([]);
    }
    expect(evaluator.evaluate(failed, 3_000)).toHaveLength(1);
    expect(evaluator.evaluate(failed, 4_000)).toHaveLength(1);
  });
});
