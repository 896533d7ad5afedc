import type { RuntimeSnapshot } from "./messages";

/** Everything is sent this often whatever the console knows; the runtime makes one snapshot a second. */
const wholeEvery = 15;

/** The runtime's end: a rule of which nothing changed since the last snapshot is named instead of described. Hundreds of idle rules cost next to nothing. */
export class SnapshotDelta {
  private sent = new Map<string, string>();
  private taken = 0;

  take(snapshot: RuntimeSnapshot): RuntimeSnapshot {
    const isWhole = this.taken % wholeEvery === 0;
    this.taken += 1;
    const before = this.sent;
    this.sent = new Map();
    const rules: RuntimeSnapshot["rules"] = {};
    const unchanged: string[] = [];
    for (const [ruleId, rule] of Object.entries(snapshot.rules)) {
      const text = JSON.stringify(rule);
      this.sent.set(ruleId, text);
      if (!isWhole && before.get(ruleId) === text) {
        unchanged.push(ruleId);
      } else {
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
