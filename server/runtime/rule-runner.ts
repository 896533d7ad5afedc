import type { DesiredRule } from "@/lib/rules/desired";
import type { BrokerSessions, ReleasedSession } from "./broker-sessions";
import type { SourceHistory } from "./connectors";
import { RuleDeadLetters } from "./dead-letters/rule-dead-letters";
import type { ConnectorState, Failure, Sink, Source } from "./flow/contracts";
import { Credit } from "./flow/credit";
import { Flow } from "./flow/flow";
import { LatencyHistogram } from "./flow/latency";
import { Ledger } from "./flow/ledger";
import type { MapMessage } from "./flow/ports";
import type { RecordsStore } from "./records/records-store";
import { judgeState, type StateWithReason } from "./rule-state";
import { listWarnings } from "./rule-warnings";
import { DiskSpool, eraseSpool } from "./spool/disk-spool";
import type { SpoolBudget } from "./spool/spool-budget";
import { systemScheduler } from "./system-scheduler";
import { RuleTracer } from "./traces/rule-tracer";
import type { TraceLog } from "./traces/trace-log";
import type { WorkerLink } from "./worker-link";

export interface RunnerTools {
  createSource(rule: DesiredRule, history: SourceHistory): Source | Failure;
  createSink(rule: DesiredRule): Sink | Failure;
  map: MapMessage;
  sessions: BrokerSessions;
  records: RecordsStore;
  traces: TraceLog;
  spools: WorkerLink;
  spoolBudget: SpoolBudget;
  spoolFileOf(ruleId: string): string;
  /** Budgets of the whole runtime. */
  held: Credit;
  bestEffort: Credit;
  /** Ends the process when it lost its data folder while it was frozen. */
  onWake(): void;
}

const heldPerRule = { messages: 20_000, bytes: 32 * 1024 * 1024 };
const bestEffortPerRule = { messages: 10_000, bytes: 16 * 1024 * 1024 };
/** With the time to write to disk it stays within the supervisor's patience. */
const drainMs = 8_000;
/** For the source's confirmations and the flow's together. */
const endDrainMs = 10_000;
const stalledMs = 5_000;
const storageFailureMs = 5_000;
const idle: ConnectorState = { status: "idle" };

/** One rule's flow with what surrounds it, through all its lives: totals and spool outlast a stop. */
export class RuleRunner {
  readonly ruleId: string;
  readonly ledger = new Ledger();
  /** Of the second not yet reported. */
  readonly latency = new LatencyHistogram();
  failure: Failure | undefined;
  private seenConnectedAtMs: number | undefined;
  sessionLostSinceMs: number | undefined;
  readonly deadLetters: RuleDeadLetters;
  readonly tracer: RuleTracer;
  desired: DesiredRule | undefined;
  private isLoaded = false;
  private flow: Flow | undefined;
  private source: Source | undefined;
  private sink: Sink | undefined;
  private spool: DiskSpool | undefined;
  private hasSourceConnected = false;
  private hasSinkConnected = false;
  private isEnding = false;
  /** As the flow was started with it: what is desired may have moved on. */
  private started: DesiredRule | undefined;
  private readonly tools: RunnerTools;

  constructor(ruleId: string, tools: RunnerTools) {
    this.ruleId = ruleId;
    this.tools = tools;
    this.deadLetters = new RuleDeadLetters(tools.records, ruleId, { disk: tools.spoolBudget });
    this.tracer = new RuleTracer(tools.traces);
  }

  get isRunning(): boolean {
    return this.flow !== undefined;
  }

  /** Now, while the source is connected: a session found lost after a restart lost nothing from before. */
  get lastConnectedAtMs(): number | undefined {
    if (this.flow !== undefined && this.source?.state.status === "connected") {
      this.seenConnectedAtMs = Date.now();
    }
    return this.seenConnectedAtMs;
  }

  get backlogBytes(): number {
    return this.spool?.bytes ?? 0;
  }

  get backlogBytesMax(): number | undefined {
    return this.spool?.bytesMax;
  }

  get warnings(): string[] {
    return listWarnings({
      sessionLostSinceMs: this.sessionLostSinceMs,
      deliveryWarnings: this.flow?.warnings ?? new Map(),
      connectors: [this.source?.state ?? idle, this.sink?.state ?? idle],
      leftSessions: this.tools.sessions.leftOf(this.ruleId),
    });
  }

  /** Reads what an earlier life left; needed before anything else, for disabled rules too. */
  async load(): Promise<boolean> {
    if (this.isLoaded) {
      return true;
    }
    const totals = await this.tools.records.call("findTotals", { ruleId: this.ruleId });
    const hasLetters = await this.deadLetters.load();
    const spool = await this.openSpool();
    if (!totals.ok || !hasLetters || "code" in spool) {
      this.failure = "code" in spool ? spool : storageUnreadable;
      return false;
    }
    this.seenConnectedAtMs = totals.result?.lastConnectedAtMs ?? undefined;
    this.ledger.restore(totals.result ?? emptyLedger, sum(spool.initialCounts), this.deadLetters.count);
    this.spool = spool;
    this.isLoaded = true;
    return true;
  }

  /** Starts the flow; false, with `failure` saying why, when it cannot be tried. */
  async start(rule: DesiredRule): Promise<boolean> {
    this.isEnding = false;
    const claim = await this.tools.sessions.claim(rule);
    if ("code" in claim) {
      this.failure = claim;
      return false;
    }
    const spool = await this.openSpool();
    const source = this.tools.createSource(rule, { ...claim, lastConnectedAtMs: this.lastConnectedAtMs });
    const sink = this.tools.createSink(rule);
    const failure = [spool, source, sink].find((part): part is Failure => "code" in part);
    if (failure !== undefined || "code" in spool || "code" in source || "code" in sink) {
      this.failure = failure;
      await this.tools.sessions.release(rule, "kept");
      return false;
    }
    this.failure = undefined;
    this.started = rule;
    this.ledger.restore(this.ledger, sum(spool.initialCounts), this.deadLetters.count);
    this.tracer.start(rule, this.ledger.received);
    this.spool = spool;
    this.source = source;
    this.sink = sink;
    this.hasSourceConnected = false;
    this.hasSinkConnected = false;
    const flow = this.createFlow(source, sink, spool);
    this.flow = flow;
    flow.start();
    try {
      this.open(flow, source, sink);
    } catch (error) {
      await this.stop("stop");
      const message = error instanceof Error ? error.message : "The rule cannot be started.";
      this.failure = { code: "unknown", stage: "receive", message };
      return false;
    }
    return true;
  }

  private open(flow: Flow, source: Source, sink: Sink): void {
    sink.open({
      onState: (state) => {
        this.hasSinkConnected ||= state.status === "connected";
        flow.onSinkState(state);
      },
    });
    source.open({
      deliver: flow.deliver,
      onState: (state) => this.onSourceState(state),
      onSkippedRetained: () => {
        this.ledger.skippedRetained += 1;
      },
      onLost: (count) => {
        this.ledger.received += count;
        this.ledger.lost += count;
      },
      onSessionLost: (sinceMs) => {
        this.sessionLostSinceMs = sinceMs;
      },
      onReceiptsVoid: () => {
        // Of a session that ended nobody sends again: its messages are drained like all others.
        if (!this.isEnding) {
          flow.onReceiptsVoid();
        }
      },
    });
    this.onSourceState(source.state);
  }

  /**
   * "stop" keeps the session at the broker: what is not confirmed by then comes again. "end" ends it, so everything that was
   * delivered has to be taken and confirmed first, while the flow still runs.
   */
  async stop(mode: "stop" | "end"): Promise<void> {
    const { flow, source, sink, spool, started } = this;
    this.flow = undefined;
    if (flow === undefined || source === undefined || sink === undefined || started === undefined) {
      return;
    }
    let session: ReleasedSession = "kept";
    if (mode === "end") {
      this.isEnding = true;
      const deadlineMs = performance.now() + endDrainMs;
      session = (await source.close("end")) === "sessionLeft" || !this.hasSourceConnected ? "left" : "ended";
      await flow.stop(Math.max(0, deadlineMs - performance.now()));
    } else {
      source.pause();
      await flow.stop(drainMs);
      await source.close("stop");
    }
    await this.tools.sessions.release(started, session);
    this.deadLetters.forgetUnderWay();
    await sink.close();
    await spool?.close();
    if (mode === "end") {
      this.sessionLostSinceMs = undefined;
      this.seenConnectedAtMs = undefined;
    }
  }

  /** Throws the backlog on disk away; the flow must not be running. Answers how many messages that were. */
  async discardBacklog(): Promise<number> {
    const count = this.ledger.spooled;
    const { spools, spoolFileOf, spoolBudget } = this.tools;
    await eraseSpool(spools, spoolFileOf(this.ruleId), spoolBudget);
    this.ledger.spooled = 0;
    this.ledger.discarded += count;
    this.spool = undefined;
    return count;
  }

  judge(): StateWithReason {
    const { flow } = this;
    const nowMs = performance.now();
    const heldSinceMs = flow?.oldestHeldAtMs;
    const lastConfirmedAtMs = flow?.settlement.lastConfirmedAtMs ?? 0;
    return judgeState({
      isEnabled: this.desired?.status === "enabled",
      failure: this.failure,
      source: this.source?.state ?? idle,
      sink: this.sink?.state ?? idle,
      hasBeenConnected: this.hasSourceConnected && this.hasSinkConnected,
      isStalled: heldSinceMs !== undefined && nowMs - Math.max(heldSinceMs, lastConfirmedAtMs) > stalledMs,
      spooled: this.ledger.spooled,
      storage: flow?.recentStorageFailure(storageFailureMs),
    });
  }

  /** Sends a stored dead letter once more; false when the credit is used up. */
  redrive(message: Parameters<Flow["redrive"]>[0]): boolean {
    return this.flow?.redrive(message) ?? false;
  }

  private openSpool(): Promise<DiskSpool | Failure> {
    const { spools, spoolFileOf, spoolBudget } = this.tools;
    return DiskSpool.open(spools, spoolFileOf(this.ruleId), { budget: spoolBudget });
  }

  private createFlow(source: Source, sink: Sink, spool: DiskSpool): Flow {
    return new Flow({
      scheduler: systemScheduler,
      random: Math.random,
      sink,
      spool,
      deadLetters: this.deadLetters,
      map: this.tools.map,
      ledger: this.ledger,
      latency: this.latency,
      tracer: this.tracer,
      held: new Credit(heldPerRule, this.tools.held),
      bestEffort: new Credit(bestEffortPerRule, this.tools.bestEffort),
      onPause: () => source.pause(),
      onResume: () => source.resume(),
      onWake: this.tools.onWake,
    });
  }

  private onSourceState(state: ConnectorState): void {
    if (state.status === "connected") {
      this.hasSourceConnected = true;
      this.seenConnectedAtMs = Date.now();
    }
  }
}

const storageUnreadable: Failure = { code: "diskFull", stage: "receive", message: "runtime.db cannot be read." };
const emptyLedger = { delivered: 0, returned: 0, discarded: 0, lost: 0, skippedRetained: 0, retried: 0, bytes: 0 };

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
