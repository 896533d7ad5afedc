import type { RuntimeSnapshot } from "./messages";

/** Everything is sent this often whatever the console knows; the runtime makes one snapshot a second. */
const wholeEvery = 15;

/**
 * The runtime's end: a rule of which nothing changed since the last snapshot is named instead of described. Its recorder
 * gives the same object then, so that hundreds of idle rules cost next to nothing.
 */
export class SnapshotDelta {
  private sent: RuntimeSnapshot["rules"] = {};
  private taken = 0;

  take(snapshot: RuntimeSnapshot): RuntimeSnapshot {
    const isWhole = this.taken % wholeEvery === 0;
    this.taken += 1;
    const before = this.sent;
    this.sent = snapshot.rules;
    if (isWhole) {
      return snapshot;
    }
    const rules: RuntimeSnapshot["rules"] = {};
    const unchanged: string[] = [];
    for (const ruleId in snapshot.rules) {
      const rule = snapshot.rules[ruleId];
      if (rule === before[ruleId]) {
        unchanged.push(ruleId);
      } else if (rule !== undefined) {
        rules[ruleId] = rule;
      }
    }
    return { ...snapshot, rules, unchanged };
  }
}

/** The console's end: all rules described again. One that was never seen waits for the next whole snapshot. */
export function expandSnapshot(delta: RuntimeSnapshot, previous: RuntimeSnapshot | undefined): RuntimeSnapshot {
  const rules = { ...delta.rules };
  for (const ruleId of delta.unchanged) {
    const rule = previous?.rules[ruleId];
    if (rule !== undefined) {
      rules[ruleId] = rule;
    }
  }
  return { ...delta, rules, unchanged: [] };
}
