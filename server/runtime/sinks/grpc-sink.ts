import { limits } from "@/lib/limits";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { say } from "@/lib/said/say";
import { Destination, type DestinationState } from "@/server/rocketmq/destination";
import { grpcFailures } from "@/server/rocketmq/grpc/classify";
import type { GrpcClient } from "@/server/rocketmq/grpc/grpc-client";
import type { GrpcClientLease, GrpcClientPool } from "@/server/rocketmq/grpc/grpc-client-pool";
import { type ProxyRoute, requireSendable } from "@/server/rocketmq/grpc/proxy-route";
import { LaneQueues } from "@/server/rocketmq/lane-queues";
import { OrderedSender, type SendTarget } from "@/server/rocketmq/ordered-sender";
import type {
  ConnectorState,
  Failure,
  FlowMessage,
  Outcome,
  Sink,
  SinkEvents,
  SinkLimits,
} from "@/server/runtime/flow/contracts";
import { withoutControlCharacters } from "@/server/runtime/mapping/control-characters";
import { missingOutcome, sendFailure, sendSound, toOutcome } from "@/server/runtime/sink-outcomes";
import { chooseTarget, notOpen } from "@/server/runtime/sink-way";

export interface GrpcSinkOptions {
  target: RocketmqTarget;
  topic: string;
  pool: GrpcClientPool;
  requestTimeoutMs?: number;
  messageBytesMax?: number;
}

/** Below what a broker takes in one piece, with room for its own additions. */
const batchBytesMax = 1024 * 1024;
const batchMessagesMax = 128;
/** In order: few, because those of one MQTT topic wait for each other, and their acknowledgements with them. */
const orderedMessagesMax = 16;

/**
 * Writes to one topic of RocketMQ 5 through its gRPC proxies. In order: one message a request, one request of an MQTT topic at a
 * time, the lane's name as the message group; a proxy keeps that order on FIFO topics only. Without order, if the person chose so:
 * a batch a request, stored in whichever queue the proxy takes.
 */
export class GrpcSink implements Sink {
  readonly #options: GrpcSinkOptions;
  readonly #isOrdered: boolean;
  readonly #lanes = new LaneQueues();
  #events: SinkEvents | undefined;
  #lease: GrpcClientLease | undefined;
  #destination: Destination | undefined;
  #sender: OrderedSender | undefined;
  #isGrouping = false;
  #state: ConnectorState = { status: "idle" };

  constructor(options: GrpcSinkOptions) {
    const { endpoint } = options.target;
    this.#options = options;
    this.#isOrdered = endpoint.protocol !== "grpc" || endpoint.ordering === "ordered";
  }

  get state(): ConnectorState {
    return this.#state;
  }

  get limits(): SinkLimits {
    const messageBytesMax = this.#options.messageBytesMax ?? limits.rocketmqMessageBytesMax;
    return {
      batchBytesMax,
      batchMessagesMax: this.#isOrdered ? orderedMessagesMax : batchMessagesMax,
      messageBytesMax,
    };
  }

  open(events: SinkEvents): void {
    const { pool, target, topic, requestTimeoutMs = 3_000 } = this.#options;
    this.#events = events;
    this.#setState({ status: "connecting" });
    this.#lease = pool.acquire(target);
    const { client } = this.#lease;
    // A proxy chooses the queue itself, so the lane stands where a queue's number would.
    const messageGroup = ({ queueId }: { queueId: number }) => (this.#isGrouping ? `lane-${queueId}` : undefined);
    this.#sender = new OrderedSender(client.producer({ requestTimeoutMs, messageGroup }), {
      classify: grpcFailures.classify,
      isBatching: !this.#isOrdered,
    });
    this.#destination = this.#watch(client, topic);
    this.#destination.open();
  }

  /** Requests still in flight resolve to `retry`, unless another sink shares the connection: then they are answered. */
  async close(): Promise<void> {
    if (this.#state.status !== "closed") {
      this.#destination?.close();
      this.#setState({ status: "closed" });
      await this.#lease?.release();
    }
  }

  async send(lane: number, batch: readonly FlowMessage[], isLaneEmpty: boolean): Promise<readonly Outcome[]> {
    const way = this.#wayOf(lane, isLaneEmpty);
    if ("failure" in way) {
      const { failure } = way;
      return batch.map(() => ({ status: "retry", reason: failure }));
    }
    return sendSound(batch, this.limits.messageBytesMax, (sound) =>
      this.#isOrdered ? this.#sendByTopic(way, sound) : this.#sendTo(way, sound),
    );
  }

  /** Order holds within an MQTT topic, so the topics of a lane need not wait for each other's requests. */
  async #sendByTopic(way: Way, messages: readonly FlowMessage[]): Promise<readonly Outcome[]> {
    const byTopic = new Map<string, FlowMessage[]>();
    for (const message of messages) {
      const known = byTopic.get(message.key);
      if (known === undefined) {
        byTopic.set(message.key, [message]);
      } else {
        known.push(message);
      }
    }
    const outcomes = new Map<FlowMessage, Outcome | undefined>();
    const sendTopic = async (ofTopic: readonly FlowMessage[]) => {
      const sent = await this.#sendTo(way, ofTopic);
      ofTopic.forEach((message, index) => void outcomes.set(message, sent[index]));
    };
    await Promise.all([...byTopic.values()].map(sendTopic));
    return messages.map((message) => outcomes.get(message) ?? missingOutcome);
  }

  async #sendTo({ sender, target }: Way, messages: readonly FlowMessage[]): Promise<readonly Outcome[]> {
    const writable = messages.map(({ body, properties }) => ({
      body,
      properties: withoutControlCharacters(properties),
    }));
    const results = await sender.send(target, writable);
    const failed = results.find((result) => result.status === "retry");
    if (failed?.status === "retry") {
      this.#destination?.noteFailure(target.queue.brokerName, failed.verdict);
    } else if (results.length > 0) {
      this.#destination?.noteStored(target.queue.brokerName);
    }
    return results.map((result) => toOutcome(result, this.#options.target.requireReplica, undefined));
  }

  #wayOf(lane: number, isLaneEmpty: boolean): Way | { failure: Failure } {
    const destination = this.#destination;
    const sender = this.#sender;
    if (destination === undefined || sender === undefined || this.#state.status === "closed") {
      return notOpen;
    }
    const target = chooseTarget(destination, this.#lanes, lane, isLaneEmpty);
    return "failure" in target
      ? target
      : { sender, target: { ...target, queue: { brokerName: target.queue.brokerName, queueId: lane } } };
  }

  #watch(client: GrpcClient, topic: string): Destination {
    const watched = {
      route: async (name: string) => this.#adopt(await client.route(name)),
      probe: (address: string) => client.probe(address),
      onDisconnect: (listener: (address: string) => void) => client.onDisconnect(listener),
    };
    return new Destination(watched, topic, (state) => this.#setState(this.#toConnectorState(state)), grpcFailures);
  }

  #adopt(route: ProxyRoute): ProxyRoute {
    requireSendable(route);
    const { acceptedTypes } = route;
    this.#isGrouping = acceptedTypes.has("FIFO") && (this.#isOrdered || !acceptedTypes.has("NORMAL"));
    this.#destination?.setNote(this.#isOrdered && !this.#isGrouping ? say("noOrder") : undefined);
    return route;
  }

  #toConnectorState(state: DestinationState): ConnectorState {
    switch (state.status) {
      case "failing":
        return { status: "failing", reason: sendFailure(state.reason.code, state.reason.message) };
      case "connected":
        return {
          status: "connected",
          detail: this.#isOrdered ? "gRPC, one message a request" : "gRPC, batches without order",
          ...(state.detail === undefined ? {} : { warning: state.detail }),
        };
      default:
        return state;
    }
  }

  #setState(state: ConnectorState): void {
    if (this.#state.status !== "closed") {
      this.#state = state;
      this.#events?.onState(state);
    }
  }
}

interface Way {
  sender: OrderedSender;
  target: SendTarget;
}
