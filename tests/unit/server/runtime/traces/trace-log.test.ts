import { describe, expect, it } from "vitest";
import type { RecordsStore } from "@/server/runtime/records/records-store";
import { TraceLog } from "@/server/runtime/traces/trace-log";

interface Called {
  method: string;
  params: Record<string, unknown>;
  answer: (result: unknown) => void;
}

function setUp() {
  const called: Called[] = [];
  const problems: string[] = [];
  const records = {
    call: (method: string, params: Record<string, unknown>) =>
      new Promise((resolve) => called.push({ method, params, answer: resolve })),
  };
  const log = new TraceLog({
    settings: { messagesPerSecond: 5, rowsMax: 1_000, keptMs: 60_000 },
    records: records as unknown as RecordsStore, // safe because the test answers each call itself
    onError: (problem) => problems.push(problem),
  });
  return { log, called, problems };
}

const update = { kind: "update", messageId: "A", changes: {} } as const;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the log of traces", () => {
  it("writes once at a time, however slow the disk is, and holds a bounded number meanwhile", async () => {
    const { log, called } = setUp();
    log.addMessage(update);
    log.tick(0);
    expect(called).toHaveLength(1);
    for (let n = 0; n < 25_000; n += 1) {
      log.addMessage(update);
    }
    log.tick(1_000);
    await turn();
    expect(called).toHaveLength(1);
    called[0]?.answer({ ok: true, result: null });
    await turn();
    called[1]?.answer({ ok: true, result: 0 });
    await turn();
    log.tick(2_000);
    expect(called.map(({ method }) => method)).toEqual(["addTraces", "pruneTraces", "addTraces"]);
    expect(called[2]?.params["messages"]).toHaveLength(20_000);
  });

  it("goes on removing each second while there is more to remove, and rests when there is not", async () => {
    const { log, called } = setUp();
    for (const [nowMs, removed] of [
      [100_000, 5_000],
      [101_000, 3],
      [102_000, 0],
    ] as const) {
      log.tick(nowMs);
      called.at(-1)?.answer({ ok: true, result: removed });
      await turn();
    }
    expect(called.map(({ params }) => params)).toEqual([
      { oldestMs: 40_000, rowsMax: 1_000, limit: 5_000 },
      { oldestMs: 41_000, rowsMax: 1_000, limit: 5_000 },
    ]);
  });

  it("says that the disk refused, and goes on", async () => {
    const { log, called, problems } = setUp();
    log.addMessage(update);
    log.tick(0);
    called[0]?.answer({ ok: false, code: "SQLITE_FULL", message: "database or disk is full" });
    await turn();
    expect(problems).toEqual(["database or disk is full"]);
  });
});
