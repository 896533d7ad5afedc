import type { ConnectorState, Deliver, DeliveryWarning, Failure, FlowMessage, Sink } from "./contracts";
import type { Credit } from "./credit";
import { Lane } from "./lane";
import type { LaneHost } from "./lane-host";
import { laneCount, laneOf } from "./lane-of";
import type { LatencyHistogram } from "./latency";
import type { Ledger } from "./ledger";
import type { DeadLetterStore, MapMessage, MessageTracer, SpoolStore, UnmappableMessage } from "./ports";
import type { ScheduledTask, Scheduler } from "./scheduler";
import { Settlement } from "./settlement";

/** An acknowledgement never takes much longer than this and the time to write to disk. */
const unconfirmedAgeMsMax = 1_000;
const tickMs = 200;
const spoolOnStopMs = 3_000;

const storageCodes: ReadonlySet<Failure["code"]> = new Set(["spoolFull", "deadLettersFull", "diskFull"]);

export interface FlowOptions {
  scheduler: Scheduler;
  random: () => number;
  sink: Sink;
  spool: SpoolStore;
  deadLetters: DeadLetterStore;
  map: MapMessage;
  ledger: Ledger;
  latency: LatencyHistogram;
  /** Messages with an acknowledgement. */
  held: Credit;
  /** QoS 0. */
  bestEffort: Credit;
  tracer?: MessageTracer;
  /** The credit is used up, or there is room again. */
  onPause(): void;
  onResume(): void;
  /** The process did not run for a while: called before the next acknowledgement, and need not return. */
  onWake(): void;
}

/** A rule being executed, between its source and its sink: lanes, retry, order, spool, dead letters, ledger, stop. Does no I/O of its own. */
export class Flow implements LaneHost {
  readonly scheduler: Scheduler;
  readonly sink: Sink;
  readonly spool: SpoolStore;
  readonly deadLetters: DeadLetterStore;
  readonly settlement: Settlement;
  readonly tracer: MessageTracer | undefined;
  readonly random: () => number;
  isSinkConnected = false;
  isStopping = false;
  isHalted = false;
  lastFailure: Failure | undefined;
  readonly warnings = new Map<DeliveryWarning, number>();
  private storageFailure: Failure | undefined;
  private storageFailureAtMs = 0;
  private wasSinkConnected = false;
  private isPaused = false;
  private isFlushDue = false;
  private isSweepDue = false;
  private ready: Lane[] = [];
  private tickTask: ScheduledTask | undefined;
  private onSettled: (() => void) | undefined;
  private readonly lanes: Lane[];
  private readonly options: FlowOptions;

  constructor(options: FlowOptions) {
    this.options = options;
    this.scheduler = options.scheduler;
    this.sink = options.sink;
    this.spool = options.spool;
    this.deadLetters = options.deadLetters;
    this.random = options.random;
    this.tracer = options.tracer;
    this.settlement = new Settlement(options.ledger, options.held, options.bestEffort, options.latency, options.onWake);
    this.lanes = Array.from({ length: laneCount }, (_, index) => new Lane(this, index));
  }

  start(): void {
    this.beginTicking();
    for (const lane of this.lanes) {
      lane.pump();
    }
  }

  readonly deliver: Deliver = (message, receipt) => {
    if (this.isHalted) {
      this.settlement.refuse(receipt);
      return false;
    }
    const mapped = this.options.map(message, receipt, this.scheduler.now());
    if (this.tracer !== undefined && this.tracer.left > 0) {
      this.tracer.begin("failure" in mapped ? mapped.message : mapped, message.clientId);
    }
    return "failure" in mapped ? this.reject(mapped) : this.accept(mapped);
  };

  /** The way back in for a dead letter. */
  redrive(message: FlowMessage): boolean {
    if (this.tracer !== undefined && this.tracer.left > 0) {
      this.tracer.resume(message);
    }
    return this.accept(message);
  }

  /** Takes a mapped message. */
  accept(message: FlowMessage): boolean {
    const { messageBytesMax } = this.sink.limits;
    if (message.body.length > messageBytesMax) {
      const text = `The payload has ${message.body.length} bytes; RocketMQ takes at most ${messageBytesMax} bytes.`;
      return this.reject({ message, failure: { code: "invalid", stage: "map", message: text } });
    }
    if (this.settlement.take(message)) {
      const lane = this.laneFor(message);
      lane.memory.push(message);
      this.markReady(lane);
    }
    return this.hasRoom();
  }

  onSinkState(state: ConnectorState): void {
    const isConnected = state.status === "connected";
    if (state.status === "failing") {
      this.onFailure(state.reason);
    }
    if (isConnected === this.isSinkConnected) {
      return;
    }
    this.isSinkConnected = isConnected;
    this.wasSinkConnected ||= isConnected;
    for (const lane of this.lanes) {
      if (isConnected) {
        lane.wake();
      } else {
        lane.beginSpooling();
      }
    }
  }

  /** Held copies of a closed connection are dropped, once for all connections that closed in this turn. */
  readonly onReceiptsVoid = (): void => {
    if (!this.isSweepDue && !this.isHalted) {
      this.isSweepDue = true;
      this.scheduler.defer(this.sweep);
    }
  };

  onFailure(reason: Failure): void {
    this.lastFailure = reason;
    if (storageCodes.has(reason.code)) {
      this.storageFailure = reason;
      this.storageFailureAtMs = this.scheduler.now();
    }
    this.settlement.ledger.errors += 1;
  }

  /** What keeps messages from being stored here, if it did within the time given. */
  recentStorageFailure(withinMs: number): Failure | undefined {
    return this.scheduler.now() - this.storageFailureAtMs < withinMs ? this.storageFailure : undefined;
  }

  onWarning(warning: DeliveryWarning): void {
    this.warnings.set(warning, (this.warnings.get(warning) ?? 0) + 1);
  }

  onLaneSettled(): void {
    this.onSettled?.();
  }

  /** Arrival of the oldest message that is in memory only; undefined when there is none. */
  get oldestHeldAtMs(): number | undefined {
    if (this.tickTask === undefined) {
      return undefined;
    }
    let oldest = Number.POSITIVE_INFINITY;
    for (const { memory, rejections } of this.lanes) {
      oldest = Math.min(oldest, memory.at(0)?.receivedAtMs ?? oldest, rejections.oldestAtMs ?? oldest);
    }
    return oldest === Number.POSITIVE_INFINITY ? undefined : oldest;
  }

  /**
   * Ends the flow: what is in memory is delivered within `drainMs`, else written to disk, else handed back unacknowledged.
   * The source must be paused before and closed after, so that acknowledgements still find their connection.
   */
  async stop(drainMs: number): Promise<void> {
    this.isStopping = true;
    this.flush();
    for (const lane of this.lanes) {
      if (lane.mode !== "direct") {
        lane.beginSpooling();
      }
    }
    await this.until((lane) => lane.isSettled, drainMs);
    for (const lane of this.lanes) {
      lane.beginSpooling();
    }
    await this.until((lane) => lane.isSafe, spoolOnStopMs);
    this.isHalted = true;
    this.tickTask?.cancel();
    for (const lane of this.lanes) {
      lane.halt();
    }
    this.options.held.forget(this.onRoom);
  }

  private until(isDone: (lane: Lane) => boolean, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.onSettled = undefined;
        timeout.cancel();
        resolve();
      };
      const timeout = this.scheduler.after(timeoutMs, done);
      this.onSettled = () => {
        if (this.lanes.every(isDone)) {
          done();
        }
      };
      this.onLaneSettled();
    });
  }

  private reject(unmappable: UnmappableMessage): boolean {
    if (this.settlement.take(unmappable.message)) {
      const lane = this.laneFor(unmappable.message);
      lane.rejections.add(unmappable.message, unmappable.failure, false);
      this.markReady(lane);
    }
    return this.hasRoom();
  }

  private hasRoom(): boolean {
    if (this.options.held.hasRoom) {
      return true;
    }
    if (!this.isPaused) {
      this.isPaused = true;
      this.options.onPause();
      this.options.held.whenRoom(this.onRoom);
    }
    return false;
  }

  private readonly onRoom = (): void => {
    if (this.isHalted || !this.isPaused) {
      return;
    }
    if (!this.options.held.hasRoom) {
      this.options.held.whenRoom(this.onRoom);
      return;
    }
    this.isPaused = false;
    if (!this.isStopping) {
      this.options.onResume();
    }
  };

  private laneFor(message: FlowMessage): Lane {
    return this.lanes[message.lane ?? laneOf(message.key)] as Lane; // safe because laneOf answers an index below laneCount
  }

  /** A lane that is busy looks again by itself; the others start once everything of this turn has gathered. */
  private markReady(lane: Lane): void {
    if (lane.isReady || (lane.isSending && lane.mode === "direct" && !lane.rejections.isPending)) {
      return;
    }
    lane.isReady = true;
    this.ready.push(lane);
    if (!this.isFlushDue) {
      this.isFlushDue = true;
      this.beginTicking();
      this.scheduler.defer(this.flush);
    }
  }

  /** Only while there is something to look after: many idle rules must cost nothing. */
  private beginTicking(): void {
    if (this.tickTask === undefined && !this.isHalted) {
      this.settlement.beat(this.scheduler.now());
      this.tickTask = this.scheduler.after(tickMs, this.tick);
    }
  }

  private readonly flush = (): void => {
    this.isFlushDue = false;
    const { ready } = this;
    this.ready = [];
    for (const lane of ready) {
      lane.isReady = false;
      lane.pump();
    }
  };

  private readonly sweep = (): void => {
    this.isSweepDue = false;
    for (const lane of this.lanes) {
      lane.dropVoid();
    }
    this.onLaneSettled();
  };

  private readonly tick = (): void => {
    if (this.lanes.every((lane) => lane.isEmpty)) {
      this.tickTask = undefined;
      return;
    }
    this.tickTask = this.scheduler.after(tickMs, this.tick);
    const nowMs = this.scheduler.now();
    this.settlement.beat(nowMs);
    const limitMs = nowMs - unconfirmedAgeMsMax;
    for (const lane of this.lanes) {
      const head = lane.memory.at(0);
      const isLate = head !== undefined && head.receivedAtMs < limitMs;
      if (isLate || (this.wasSinkConnected && !this.isSinkConnected && lane.memory.length > 0)) {
        lane.beginSpooling();
      }
    }
  };
}
