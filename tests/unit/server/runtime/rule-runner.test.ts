import { describe, expect, test, vi } from "vitest";
import type { DesiredRule } from "@/lib/rules/desired";
import type { BrokerSessions, ReleasedSession } from "@/server/runtime/broker-sessions";
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

async function setup(sourceState: ConnectorState = { status: "connected" }) {
  const source = new SourceDouble();
  source.state = sourceState;
  const released: ReleasedSession[] = [];
  const sessions = {
    claim: () => Promise.resolve({ stale: undefined }),
    release: (_: DesiredRule, outcome: ReleasedSession) => Promise.resolve(void released.push(outcome)),
    leftOf: () => [],
  };
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
    sessions: sessions as unknown as BrokerSessions, // safe because the runner calls nothing else
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
  return { runner, source, sink, appended, released };
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

  test("a session that was ended is forgotten; one that the broker keeps, being away, is remembered as over", async () => {
    const ended = await setup();
    await ended.runner.stop("end");
    const left = await setup();
    left.source.closed = "sessionLeft";
    await left.runner.stop("end");
    const kept = await setup();
    await kept.runner.stop("stop");
    expect([ended.released, left.released, kept.released]).toEqual([["ended"], ["left"], ["kept"]]);
    expect(left.runner.lastConnectedAtMs).toBeUndefined();
  });

  test("a session of which nobody knows whether it ever began is taken for one that the broker keeps", async () => {
    const { runner, source, released } = await setup({ status: "connecting" });
    source.closed = "closed";
    await runner.stop("end");
    expect(released).toEqual(["left"]);
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
