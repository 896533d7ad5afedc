import type { AlertKind } from "@/lib/alerts/schemas";
import type { RuleSnapshot } from "@/server/protocol/messages";
import { AlertTracker, type TrackerStart } from "./alert-tracker";
import { conditions } from "./conditions";

export interface Transition {
  kind: AlertKind;
  to: "raised" | "resolved";
  ruleId: string;
  /** Of the rule's snapshot; empty when the rule is gone. */
  instanceId: string;
  detail: string;
  occurrence: string | undefined;
  /** Called once the transition is stored; without it the same one comes again. */
  settle(): void;
}

export interface KnownAlert extends TrackerStart {
  kind: AlertKind;
  ruleId: string;
}

/** Longer without a snapshot, and what began before it begins anew. */
const gapMaxMs = 5_000;

/** Turns one snapshot after the other into alerts that begin and end. Pure but for its memory, which is bounded by rules times kinds. */
export class AlertEvaluator {
  private readonly rules = new Map<string, Map<AlertKind, AlertTracker>>();
  private lastAtMs: number | undefined;

  /** `known`: the newest alert of each kind and rule, from an earlier life. */
  constructor(known: readonly KnownAlert[] = []) {
    for (const { kind, ruleId, ...start } of known) {
      const condition = conditions.find((one) => one.kind === kind);
      if (condition !== undefined) {
        this.trackersOf(ruleId).set(kind, new AlertTracker(condition, start));
      }
    }
  }

  get ruleCount(): number {
    return this.rules.size;
  }

  evaluate(snapshots: Readonly<Record<string, RuleSnapshot>>, nowMs: number): Transition[] {
    const hadGap = this.lastAtMs !== undefined && nowMs - this.lastAtMs > gapMaxMs;
    this.lastAtMs = nowMs;
    const ruleIds = new Set([...Object.keys(snapshots), ...this.rules.keys()]);
    const transitions = [...ruleIds].flatMap((ruleId) => this.evaluateRule(ruleId, snapshots[ruleId], nowMs, hadGap));
    this.forgetGone(snapshots);
    return transitions;
  }

  private evaluateRule(ruleId: string, rule: RuleSnapshot | undefined, nowMs: number, hadGap: boolean): Transition[] {
    const trackers = this.trackersOf(ruleId);
    return conditions.flatMap((condition): Transition[] => {
      const { kind } = condition;
      const tracker = trackers.get(kind) ?? new AlertTracker(condition);
      trackers.set(kind, tracker);
      if (hadGap) {
        tracker.forgetProgress();
      }
      const evidence = rule && condition.judge(rule, tracker.isRaised);
      if (!tracker.observe(evidence, nowMs)) {
        return [];
      }
      return [
        {
          kind,
          to: tracker.isRaised ? "resolved" : "raised",
          ruleId,
          instanceId: rule?.instanceId ?? "",
          detail: evidence?.detail ?? "",
          occurrence: tracker.occurrence,
          settle: () => tracker.settle(),
        },
      ];
    });
  }

  /** A rule that is gone is kept until its alerts are resolved. */
  private forgetGone(snapshots: Readonly<Record<string, RuleSnapshot>>): void {
    for (const [ruleId, trackers] of this.rules) {
      if (snapshots[ruleId] === undefined && ![...trackers.values()].some(({ isRaised }) => isRaised)) {
        this.rules.delete(ruleId);
      }
    }
  }

  private trackersOf(ruleId: string): Map<AlertKind, AlertTracker> {
    const found = this.rules.get(ruleId) ?? new Map<AlertKind, AlertTracker>();
    this.rules.set(ruleId, found);
    return found;
  }
}
