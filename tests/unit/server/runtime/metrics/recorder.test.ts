import { expect, test } from "vitest";
import { LatencyHistogram } from "@/server/runtime/flow/latency";
import { Ledger } from "@/server/runtime/flow/ledger";
import { Recorder } from "@/server/runtime/metrics/recorder";
import type { RecordsStore } from "@/server/runtime/records/records-store";
import type { RuleRunner } from "@/server/runtime/rule-runner";
import type { StateWithReason } from "@/server/runtime/rule-state";

const running: StateWithReason = { state: "running", reason: undefined };
const retrying: StateWithReason = { state: "retrying", reason: { code: "sinkUnreachable", detail: "gone" } };

function setUp() {
  let now = running;
  const runner = {
    ruleId: "r",
    ledger: new Ledger(),
    latency: new LatencyHistogram(),
    desired: { mqtt: { instanceId: "m" } },
    warnings: [],
    backlogBytes: 0,
    judge: () => now,
  } as unknown as RuleRunner; // safe because the recorder reads nothing else
  const told: string[] = [];
  const snapshots: string[] = [];
  const recorder = new Recorder({
    runners: new Map([["r", runner]]),
    records: { call: async () => ({ ok: true, result: null }) } as unknown as RecordsStore, // safe because nothing is read back
    instances: () => ({}),
    onSnapshot: ({ rules }) => snapshots.push(rules["r"]?.state ?? "none"),
    onState: (_, { state, stateReason }) => told.push(`${state} ${stateReason?.code ?? ""}`.trim()),
    onImbalance: () => told.push("imbalance"),
  });
  const become = (state: StateWithReason) => {
    now = state;
  };
  return { recorder, told, snapshots, become };
}

test("that a rule stopped running is told before the next snapshot, once", () => {
  const { recorder, told, snapshots, become } = setUp();
  recorder.tick();
  become(retrying);
  recorder.watch();
  recorder.watch();
  expect(told).toEqual(["running", "retrying sinkUnreachable"]);
  recorder.tick();
  expect(told).toEqual(["running", "retrying sinkUnreachable"]);
  expect(snapshots).toEqual(["running", "retrying"]);
});

test("that it runs again is told with the next snapshot: a rule that wavers does not flood anyone", () => {
  const { recorder, told, become } = setUp();
  recorder.tick();
  become(retrying);
  recorder.watch();
  become(running);
  recorder.watch();
  expect(told).toHaveLength(2);
  recorder.tick();
  expect(told).toEqual(["running", "retrying sinkUnreachable", "running"]);
});
