import { expect, test } from "vitest";
import type { RuleMinuteRow } from "@/db/schema/runtime/rule-minutes";
import { LatencyHistogram } from "@/server/runtime/flow/latency";
import { Ledger } from "@/server/runtime/flow/ledger";
import { RuleRecorder } from "@/server/runtime/metrics/rule-recorder";
import type { RuleRunner } from "@/server/runtime/rule-runner";

function setUp() {
  const runner = {
    ruleId: "r",
    ledger: new Ledger(),
    latency: new LatencyHistogram(),
    desired: { mqtt: { instanceId: "m" } },
    warnings: [] as string[],
    backlogBytes: 0,
    judge: () => ({ state: "retrying", reason: { code: "sinkUnreachable", detail: "gone" } }),
  };
  return { runner, recorder: new RuleRecorder(runner as unknown as RuleRunner) }; // safe because it reads nothing else
}

test("an idle rule gives the same snapshot, which costs nobody anything", () => {
  const { runner, recorder } = setUp();
  const first = recorder.snapshot(1_000, []);
  runner.warnings = [];
  expect(recorder.snapshot(2_000, [])).toBe(first);
});

test("whatever changes gives another snapshot, and one more when it is over", () => {
  const { runner, recorder } = setUp();
  const snapshots = [recorder.snapshot(1_000, [])];
  const changes = [
    () => runner.latency.record(3),
    () => {},
    () => {
      runner.warnings = ["look here"];
    },
    () => {
      runner.warnings = ["look there"];
    },
    () => {
      runner.ledger.received += 1;
      runner.ledger.inFlight += 1;
    },
    () => {
      runner.judge = () => ({ state: "retrying", reason: { code: "sinkUnreachable", detail: "still gone" } });
    },
    () => {
      runner.backlogBytes = 9;
    },
    () => {
      runner.ledger.errors += 1;
    },
    () => {},
  ];
  for (const [second, change] of changes.entries()) {
    change();
    snapshots.push(recorder.snapshot(2_000 + second * 1_000, []));
  }
  expect(new Set(snapshots).size).toBe(snapshots.length);
  expect(snapshots.at(-1)).toMatchObject({ stateSinceMs: 1_000, backlog: 1, errors: 0, warnings: ["look there"] });
});

test("a checkpoint between two snapshots holds what moved since the last one", () => {
  const { runner, recorder } = setUp();
  recorder.snapshot(1_000, []);
  recorder.takeCheckpoint();
  expect(recorder.takeCheckpoint()).toBeUndefined();
  runner.ledger.received += 1;
  runner.ledger.delivered += 1;
  expect(recorder.takeCheckpoint()).toMatchObject({ ruleId: "r", received: 1, delivered: 1 });
  expect(recorder.takeCheckpoint()).toBeUndefined();
});

test.each([
  ["embedded", 0],
  ["external", 1],
])("while nothing flows, the connection's time is written for sessions at another broker only: %s", (broker, rows) => {
  const { runner, recorder } = setUp();
  Object.assign(runner, { desired: { mqtt: { instanceId: "m", broker } }, lastConnectedAtMs: 1_000 });
  recorder.takeCheckpoint();
  Object.assign(runner, { lastConnectedAtMs: 61_000 });
  expect([recorder.takeCheckpoint()].filter((row) => row !== undefined)).toHaveLength(rows);
});

test("errors are counted once, also when each second has as many", () => {
  const { runner, recorder } = setUp();
  const minutes: RuleMinuteRow[] = [];
  for (let second = 0; second < 61; second += 1) {
    runner.ledger.errors += 5;
    expect(recorder.snapshot(second * 1_000, minutes).errors).toBe(5);
  }
  expect(minutes).toMatchObject([{ minuteMs: 0, errors: 300 }]);
});
