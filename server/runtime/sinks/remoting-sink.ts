import { limits } from "@/lib/limits";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { say } from "@/lib/said/say";
import type { ClientLease, ClientPool } from "@/server/rocketmq/client-pool";
import { Destination, type DestinationState } from "@/server/rocketmq/destination";
import { LaneQueues } from "@/server/rocketmq/lane-queues";
import { OrderedSender, type SendResult, type SendTarget } from "@/server/rocketmq/ordered-sender";
import type { Queue } from "@/server/rocketmq/remoting/route";
import type {
  ConnectorState,
  Failure,
  FlowMessage,
  Outcome,
  Sink,
  SinkEvents,
  SinkLimits,
} from "@/server/runtime/flow/contracts";
import type { SendGate, SendGates } from "@/server/runtime/flow/send-gate";
import { sendFailure, sendSound, toOutcome } from "@/server/runtime/sink-outcomes";
import { chooseTarget, notOpen } from "@/server/runtime/sink-way";

export interface RemotingSinkOptions {
  target: RocketmqTarget;
  /** Without the instance namespace. */
  topic: string;
  pool: ClientPool;
  gates?: SendGates;
  producerGroup?: string;
  requestTimeoutMs?: number;
  messageBytesMax?: number;
}

const batchBytesMaxDefault = 1024 * 1024;
const batchBytesMaxLeast = 64 * 1024;
const batchMessagesMax = 1_024;

/** Writes to one topic by the Remoting protocol, at the cost of one request a batch. */
export class RemotingSink implements Sink {
  readonly #options: RemotingSinkOptions;
  readonly #lanes = new LaneQueues();
  #batchBytesMax = batchBytesMaxDefault;
  #events: SinkEvents | undefined;
  #lease: ClientLease | undefined;
  #destination: Destination | undefined;
  #sender: OrderedSender | undefined;
  #state: ConnectorState = { status: "idle" };
  gate: SendGate | undefined;

  constructor(options: RemotingSinkOptions) {
    this.#options = options;
  }

  get state(): ConnectorState {
    return this.#state;
  }

  get limits(): SinkLimits {
    const messageBytesMax = this.#options.messageBytesMax ?? limits.rocketmqMessageBytesMax;
    return { batchBytesMax: this.#batchBytesMax, batchMessagesMax, messageBytesMax };
  }

  open(events: SinkEvents): void {
    const { pool, target, topic, producerGroup = "sluice", requestTimeoutMs = 3_000 } = this.#options;
    this.#events = events;
    this.#setState({ status: "connecting" });
    this.#lease = pool.acquire(target);
    const { client } = this.#lease;
    this.gate = this.#options.gates?.of(client);
    this.#sender = new OrderedSender(client.producer({ group: producerGroup, requestTimeoutMs }));
    this.#destination = new Destination(client, topic, (state) => this.#setState(toConnectorState(state)));
    this.#destination.open();
  }

  /** Requests still in flight resolve to `retry`, unless another sink shares the connection: then they are answered. */
  async close(): Promise<void> {
    if (this.#state.status !== "closed") {
      this.#destination?.close();
      this.#lease?.release();
      this.#setState({ status: "closed" });
    }
  }

  async send(lane: number, batch: readonly FlowMessage[], isLaneEmpty: boolean): Promise<readonly Outcome[]> {
    const way = this.#wayOf(lane, isLaneEmpty);
    if ("failure" in way) {
      const { failure } = way;
      return batch.map(() => ({ status: "retry", reason: failure }));
    }
    return sendSound(batch, this.limits.messageBytesMax, async (sound) => {
      const results = await way.sender.send(way.target, sound);
      this.#learn(way.target.queue, way.sender, results);
      return results.map((result) => this.#toOutcome(way.target.queue, result));
    });
  }

  #wayOf(lane: number, isLaneEmpty: boolean): { sender: OrderedSender; target: SendTarget } | { failure: Failure } {
    const destination = this.#destination;
    const sender = this.#sender;
    if (destination === undefined || sender === undefined || this.#state.status === "closed") {
      return notOpen;
    }
    const target = chooseTarget(destination, this.#lanes, lane, isLaneEmpty);
    return "failure" in target ? target : { sender, target };
  }

  #learn(queue: Queue, sender: OrderedSender, results: readonly SendResult[]): void {
    const failed = results.find((result) => result.status === "retry");
    if (failed?.status === "retry") {
      this.#destination?.noteFailure(queue.brokerName, failed.verdict);
    } else if (results.length > 0) {
      this.#destination?.noteStored(queue.brokerName);
    }
    if (sender.takeWasTooLarge()) {
      this.#batchBytesMax = Math.max(batchBytesMaxLeast, Math.floor(this.#batchBytesMax / 2));
    }
    if (sender.isBatchRefused) {
      this.#destination?.setNote(say("noBatches"));
    }
  }

  #toOutcome(queue: Queue, result: SendResult): Outcome {
    const { requireReplica } = this.#options.target;
    if (result.status !== "stored") {
      return toOutcome(result, requireReplica, undefined);
    }
    const { messageId, queueOffset } = result.place;
    const { brokerName, queueId } = queue;
    const storedAt =
      messageId === undefined || queueOffset === undefined
        ? undefined
        : { messageId, brokerName, queueId, queueOffset };
    return toOutcome(result, requireReplica, storedAt);
  }

  #setState(state: ConnectorState): void {
    if (this.#state.status !== "closed") {
      this.#state = state;
      this.#events?.onState(state);
    }
  }
}

/** What a connected destination has to tell is always a remark: batches refused, some queues unreachable. */
function toConnectorState(state: DestinationState): ConnectorState {
  switch (state.status) {
    case "failing":
      return { status: "failing", reason: sendFailure(state.reason.code, state.reason.message) };
    case "connected":
      return { status: "connected", ...(state.detail === undefined ? {} : { warning: state.detail }) };
    default:
      return state;
  }
}
