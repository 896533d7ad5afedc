import { describe, expect, test, vi } from "vitest";
import type { DesiredRule } from "@/lib/rules/desired";
import type { ConnectorState, Receipt, Source, SourceClosed, SourceEvents } from "@/server/runtime/flow/contracts";
import { Credit } from "@/server/runtime/flow/credit";
import type { RecordsStore } from "@/server/runtime/records/records-store";
import { RuleRunner, type RunnerTools } from "@/server/runtime/rule-runner";
import { SpoolBudget } from "@/server/runtime/spool/spool-budget";
import { TraceLog } from "@/server/runtime/traces/trace-log";
import type { WorkerLink } from "@/server/runtime/worker-link";
import { MemorySink } from "./flow/harness";

class ConnectedSink extends MemorySink {
  override open(events: Parameters<MemorySink["open"]>[0]): void {
    events.onState(this.state);
  }
}

/** Ends as a real session does: what was delivered is void once the connection is closed. */
class SourceDouble implements Source {
  state: ConnectorState = { status: "connected" };
  readonly log: string[] = [];
  events: SourceEvents | undefined;
  receipts: { isVoid: boolean; confirmations: number }[] = [];
  onClose: () => void = () => undefined;

  open(events: SourceEvents): void {
    this.events = events;
  }
  pause(): void {
    this.log.push("pause");
  }
  resume(): void {}

  closed: SourceClosed = "closed";

  async close(mode: "stop" | "end"): Promise<SourceClosed> {
    this.log.push(`close ${mode}`);
    this.onClose();
    for (const receipt of this.receipts) {
      receipt.isVoid = true;
    }
    this.state = { status: "closed" };
    this.events?.onReceiptsVoid();
    await new Promise((resolve) => setImmediate(resolve));
    return this.closed;
  }

  publish(): void {
    const receipt = { isVoid: false, confirmations: 0, confirm: () => void receipt.confirmations++ };
    this.receipts.push(receipt);
    const message = { topic: "t/a", payload: Buffer.from("1"), qos: 1, clientId: undefined } as const;
    this.events?.deliver({ ...message, cleanSession: undefined, mqtt5: undefined }, receipt satisfies Receipt);
  }
}

const rule = { ruleId: "r1", status: "enabled" } as DesiredRule; // safe because the doubles read nothing of it

async function setup() {
  const source = new SourceDouble();
  const sink = new ConnectedSink();
  const appended: number[] = [];
  const spools = {
    call: (method: string) => {
      if (method === "append") {
        appended.push(1);
      }
      const summary = { counts: new Array<number>(16).fill(0), bytes: 0, lastSequence: 0 };
      return Promise.resolve({ ok: true, result: method === "open" ? summary : null });
    },
  };
  const records = {
    call: (method: string) =>
      Promise.resolve({ ok: true, result: method === "countDeadLetters" ? { count: 0, bytes: 0 } : undefined }),
  };
  const tools: RunnerTools = {
    createSource: () => source,
    createSink: () => sink,
    map: ({ topic, payload, qos }, receipt, receivedAtMs) => ({
      ...{ key: topic, body: payload, properties: "", qos, receivedAtMs, receipt },
    }),
    records: records as unknown as RecordsStore, // safe because only `call` is used, as of the next
    traces: new TraceLog({
      settings: { messagesPerSecond: 0, rowsMax: 1_000, keptMs: 1_000 },
      records: records as unknown as RecordsStore,
      onError: () => undefined,
    }),
    spools: spools as unknown as WorkerLink,
    spoolBudget: new SpoolBudget({ bytesMax: 1 << 30, reserveBytes: 0 }),
    onWake: () => undefined,
    spoolFileOf: () => "r1.db",
    held: new Credit({ messages: 1_000, bytes: 1 << 20 }),
    bestEffort: new Credit({ messages: 1_000, bytes: 1 << 20 }),
  };
  const runner = new RuleRunner("r1", tools);
  runner.desired = rule;
  await runner.load();
  expect(await runner.start(rule)).toBe(true);
  return { runner, source, sink, appended };
}

describe("RuleRunner", () => {
  test("end: what arrives while the session is being drained is forwarded, and nothing of it is dropped as void", async () => {
    const { runner, source, sink, appended } = await setup();
    sink.isHolding = true;
    source.publish();
    source.onClose = () => source.publish();
    const stopped = runner.stop("end");
    await vi.waitFor(() => expect(source.state.status).toBe("closed"));
    sink.isHolding = false;
    sink.release();
    await stopped;
    expect(source.log).toEqual(["close end"]);
    expect(sink.stored.length + appended.length).toBeGreaterThanOrEqual(2);
    expect(runner.ledger).toMatchObject({ received: 2, returned: 0, inFlight: 0, imbalance: 0 });
  });

  test("stop: acknowledgements still find their connection, which is closed last", async () => {
    const { runner, source } = await setup();
    source.publish();
    let confirmedBeforeClose = 0;
    source.onClose = () => {
      confirmedBeforeClose = source.receipts[0]?.confirmations ?? 0;
    };
    await runner.stop("stop");
    expect(source.log).toEqual(["pause", "close stop"]);
    expect(confirmedBeforeClose).toBe(1);
    expect(runner.ledger).toMatchObject({ received: 1, delivered: 1, imbalance: 0 });
  });

  test("the time of the last connection moves on while connected, stands after a stop, and is gone with the session", async () => {
    const { runner } = await setup();
    const firstMs = runner.lastConnectedAtMs ?? 0;
    await vi.waitFor(() => expect(runner.lastConnectedAtMs).toBeGreaterThan(firstMs));
    await runner.stop("stop");
    const stoppedMs = runner.lastConnectedAtMs;
    await new Promise((resolve) => setImmediate(resolve));
    expect(runner.lastConnectedAtMs).toBe(stoppedMs);
    const other = await setup();
    await other.runner.stop("end");
    expect(other.runner.lastConnectedAtMs).toBeUndefined();
  });

  test("a session left by an earlier life is ended when the rule is disabled", async () => {
    const { runner, source } = await setup();
    await runner.stop("stop");
    await runner.endLeftSession(rule);
    expect(source.log.at(-1)).toBe("close end");
    expect(runner.lastConnectedAtMs).toBeUndefined();
  });

  test("a session that the broker keeps, being away, is remembered until it could be ended", async () => {
    const { runner, source } = await setup();
    source.closed = "sessionLeft";
    await runner.stop("end");
    expect(runner.lastConnectedAtMs).toBeDefined();
    expect(await runner.endLeftSession(rule)).toBe(false);
    source.closed = "closed";
    expect(await runner.endLeftSession(rule)).toBe(true);
    expect(runner.lastConnectedAtMs).toBeUndefined();
  });

  test("a start that throws leaves nothing running and says why", async () => {
    const { runner, source } = await setup();
    await runner.stop("stop");
    source.open = () => {
      throw new Error("no such address");
    };
    expect(await runner.start(rule)).toBe(false);
    expect(runner.isRunning).toBe(false);
    expect(runner.failure).toMatchObject({ message: "no such address" });
  });
});
