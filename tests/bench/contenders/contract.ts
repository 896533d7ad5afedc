import type { Program } from "@/tests/bench/program";
import type { BenchServers } from "@/tests/bench/servers";

/** What is sent to a contender. */
export interface Load {
  messages: number;
  connections: number;
  /** Unacknowledged messages a connection. */
  window: number;
  bodyBytes: number;
}

/** Something that is measured while it runs. */
export interface Running {
  pid: number;
  /** where the load goes */
  mqttPort: number;
  parentTopic: string;
  /** as many parent topics, the name and a number each, connections spread over them; the name alone when left out */
  topicCount?: number;
  /** counts what has reached the end; left out where the PUBACK is the end */
  countDone?: () => Promise<number>;
  /** Rejects when the program has ended, with what it said last. */
  ended?: Promise<never>;
  stop(): Promise<void>;
}

interface Facts {
  name: string;
  isOurs: boolean;
  description: string;
  /** what ends the measurement; contenders of one comparison wait for the same thing unless this says otherwise */
  waitedFor: string;
  /** a part of the full load, for what is slow; 1 unless given */
  share?: number;
  /** other connections than the run's, with as many messages unacknowledged in all */
  connections?: number;
}

/** Takes MQTT messages from a load generator. */
export interface Bridge extends Facts {
  kind: "bridge";
  /** its PUBACK says that RocketMQ has the message, so a publisher can measure the latency */
  hasEndToEndAcknowledgement?: boolean;
  /** sent ahead, as a part of the measured load, so that the code is compiled; a tenth unless given */
  warmUpShare?: number;
  start(servers: BenchServers): Promise<Running>;
}

/** Makes its own messages and sends them straight to RocketMQ: what that side alone can take. */
export interface Sender extends Facts {
  kind: "sender";
  program: string;
  parameters(servers: BenchServers, load: Load): (string | number)[];
  /** a program that sends one by one at a steady rate; its parameters before rate, seconds and size */
  pace?: { program: string; parameters(servers: BenchServers): (string | number)[] };
}

export type Contender = Bridge | Sender;

export const stored = "the queues' maximum offsets in RocketMQ showing every message";
export const storedAndAcknowledged =
  "every PUBACK, each written after RocketMQ stored the message, and the queues' maximum offsets";

/** The handle of a contender that is a program of its own. */
export function running(program: Program, where: Omit<Running, "pid" | "stop">): Running {
  return { ...where, pid: program.pid, ended: program.ended, stop: () => program.stop() };
}

/** The handle of a part of the product, which goes on running between its turns. */
export async function ours(
  servers: BenchServers,
  where: Pick<Running, "parentTopic"> & Partial<Running>,
): Promise<Running> {
  const { product, stored: count } = servers;
  return {
    pid: await product.app.runtimePid(),
    mqttPort: product.app.ports.mqtt,
    countDone: () => count(where.parentTopic),
    stop: async () => undefined,
    ...where,
  };
}
