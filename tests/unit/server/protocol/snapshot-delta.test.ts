import { describe, expect, it } from "vitest";
import { expandSnapshot, SnapshotDelta } from "@/server/protocol/snapshot-delta";
import { ruleSnapshot, snapshot } from "../services/test-context";

describe("SnapshotDelta", () => {
  it("names what did not change, and the other end knows it all the same", () => {
    const runtime = new SnapshotDelta();
    const idle = ruleSnapshot("i");
    const first = runtime.take(snapshot({ idle, busy: ruleSnapshot("i", { backlog: 1 }) }));
    expect(Object.keys(first.rules)).toEqual(["idle", "busy"]);
    const known = expandSnapshot(first, undefined);
    const second = runtime.take(snapshot({ idle, busy: ruleSnapshot("i", { backlog: 2 }) }));
    expect(second.unchanged).toEqual(["idle"]);
    expect(Object.keys(second.rules)).toEqual(["busy"]);
    expect(expandSnapshot(second, known).rules).toEqual({
      idle: ruleSnapshot("i"),
      busy: ruleSnapshot("i", { backlog: 2 }),
    });
  });

  it("describes a rule again once it changed back, so that a status told meanwhile is not kept", () => {
    const runtime = new SnapshotDelta();
    const r = ruleSnapshot("i");
    runtime.take(snapshot({ r }));
    runtime.take(snapshot({ r: ruleSnapshot("i", { state: "stalled" }) }));
    expect(runtime.take(snapshot({ r })).unchanged).toEqual([]);
  });

  it("forgets a rule that is gone", () => {
    const runtime = new SnapshotDelta();
    const known = expandSnapshot(runtime.take(snapshot({ r: ruleSnapshot("i") })), undefined);
    expect(expandSnapshot(runtime.take(snapshot({})), known).rules).toEqual({});
  });

  it("tells everything again from time to time to one that came late", () => {
    const runtime = new SnapshotDelta();
    let late = expandSnapshot(snapshot({}), undefined);
    const r = ruleSnapshot("i");
    runtime.take(snapshot({ r }));
    for (let second = 0; second < 14; second++) {
      late = expandSnapshot(runtime.take(snapshot({ r })), late);
      expect(Object.keys(late.rules)).toEqual([]);
    }
    late = expandSnapshot(runtime.take(snapshot({ r })), late);
    expect(Object.keys(late.rules)).toEqual(["r"]);
  });
});
