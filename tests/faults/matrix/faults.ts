import { readFileSync } from "node:fs";
import { waitFor } from "@/tests/helpers/wait-for";
import type { Cell, RocketmqVersion } from "./cell";
import type { SourceName } from "./cell-source";

export interface Fault {
  name: string;
  /** On which side of the product it happens; `rocketmq` faults of the server itself need no proxy. */
  at: "rocketmq" | "rocketmq-way" | "mqtt-way";
  begin(cell: Cell): Promise<void> | void;
  end(cell: Cell): Promise<void> | void;
  /** A figure that changes only when the fault really happened. */
  proof(cell: Cell): number;
  /** How long it lasts at least. */
  durationMs: number;
  /** The console must show something other than `running` within 5 s. */
  isVisible: boolean;
  /** Publishers get acknowledgements on the faulty way itself while it lasts; otherwise only those beside it do. */
  isPassable: boolean;
  /** QoS 2 takes part in one of them, so that its longer handshake meets a fault too. */
  qos?: 1 | 2;
  /** 1,000 unless given */
  ratePerSecond?: number;
  /** Sources whose way the fault is about; every one when undefined. */
  sources?: readonly SourceName[];
}

function isStopped(pid: number): boolean {
  return /\) T /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}

let freezes = 0;

async function freeze({ rocketmq }: Cell): Promise<void> {
  rocketmq.freezeBroker();
  await waitFor(() => isStopped(rocketmq.brokerPid()), { what: "the broker is stopped by the signal" });
  freezes += 1;
}

const serverFaults: Fault[] = [
  {
    name: "rocketmq-killed",
    at: "rocketmq",
    begin: ({ rocketmq }) => rocketmq.killBroker(),
    end: ({ rocketmq }) => rocketmq.startBroker(),
    proof: ({ rocketmq }) => rocketmq.brokerPid(),
    durationMs: 12_000,
    isVisible: true,
    isPassable: true,
    qos: 2,
    ratePerSecond: 300,
  },
  {
    name: "rocketmq-killed-under-load",
    at: "rocketmq",
    begin: ({ rocketmq }) => rocketmq.killBroker(),
    end: ({ rocketmq }) => rocketmq.startBroker(),
    proof: ({ rocketmq }) => rocketmq.brokerPid(),
    durationMs: 15_000,
    isVisible: true,
    isPassable: true,
    ratePerSecond: 3_000,
  },
  {
    name: "rocketmq-frozen",
    at: "rocketmq",
    begin: freeze,
    end: ({ rocketmq }) => rocketmq.thawBroker(),
    proof: () => freezes,
    durationMs: 12_000,
    isVisible: true,
    isPassable: true,
  },
];

const rocketmqWay = { at: "rocketmq-way", end: ({ way }: Cell) => way.broker.pass(), isPassable: true } as const;

const rocketmqWayFaults: Fault[] = [
  {
    ...rocketmqWay,
    name: "rocketmq-way-cut",
    begin: ({ way }) => way.broker.cut(),
    proof: ({ way }) => way.broker.counters.cut,
    durationMs: 1_000,
    isVisible: false,
  },
  {
    ...rocketmqWay,
    name: "rocketmq-way-refused",
    begin: ({ way }) => way.broker.refuse(),
    proof: ({ way }) => way.broker.counters.refused,
    durationMs: 6_000,
    isVisible: true,
  },
  {
    ...rocketmqWay,
    name: "rocketmq-way-black-hole",
    begin: ({ way }) => way.broker.blackHole(),
    proof: ({ way }) => way.broker.counters.toServer.heldBytes,
    durationMs: 8_000,
    isVisible: true,
  },
  {
    ...rocketmqWay,
    name: "rocketmq-way-black-hole-for-replies",
    begin: ({ way }) => way.broker.blackHole("toClient"),
    proof: ({ way }) => way.broker.counters.toClient.heldBytes,
    durationMs: 8_000,
    isVisible: true,
  },
  {
    ...rocketmqWay,
    name: "rocketmq-way-slow",
    begin: ({ way }) => way.broker.slow({ latencyMs: 400 }),
    proof: ({ way }) => way.broker.counters.toServer.delayedBytes,
    durationMs: 4_000,
    isVisible: false,
  },
  {
    ...rocketmqWay,
    name: "rocketmq-way-truncated-requests",
    begin: ({ way }) => way.broker.truncateAfter(777, "toServer"),
    proof: ({ way }) => way.broker.counters.toServer.truncations,
    durationMs: 1_500,
    isVisible: false,
  },
  {
    ...rocketmqWay,
    name: "rocketmq-way-truncated-replies",
    begin: ({ way }) => way.broker.truncateAfter(77, "toClient"),
    proof: ({ way }) => way.broker.counters.toClient.truncations,
    durationMs: 1_500,
    isVisible: false,
  },
];

const mqttWay = { at: "mqtt-way", end: ({ source }: Cell) => source.proxy.pass(), isVisible: false } as const;

const mqttWayFaults: Fault[] = [
  {
    ...mqttWay,
    name: "mqtt-way-cut",
    begin: ({ source }) => source.proxy.cut(),
    proof: ({ source }) => source.proxy.counters.cut,
    durationMs: 1_000,
    isPassable: true,
  },
  {
    ...mqttWay,
    name: "mqtt-way-refused",
    begin: ({ source }) => source.proxy.refuse(),
    proof: ({ source }) => source.proxy.counters.refused,
    durationMs: 6_000,
    isPassable: false,
    isVisible: true,
    sources: ["mosquitto"],
  },
  {
    ...mqttWay,
    name: "mqtt-way-black-hole",
    begin: ({ source }) => source.proxy.blackHole(),
    proof: ({ source }) => source.proxy.counters.toServer.heldBytes + source.proxy.counters.toClient.heldBytes,
    durationMs: 14_000,
    isPassable: false,
    isVisible: true,
    sources: ["mosquitto"],
  },
  {
    ...mqttWay,
    name: "publishers-way-black-hole",
    begin: ({ source }) => source.proxy.blackHole(),
    proof: ({ source }) => source.proxy.counters.toServer.heldBytes,
    durationMs: 5_000,
    isPassable: false,
    sources: ["embedded"],
  },
  {
    ...mqttWay,
    name: "mqtt-way-black-hole-for-acknowledgements",
    begin: ({ source }) => source.proxy.blackHole(source.isExternal ? "toServer" : "toClient"),
    proof: ({ source: { proxy, isExternal } }) =>
      (isExternal ? proxy.counters.toServer : proxy.counters.toClient).heldBytes,
    durationMs: 5_000,
    isPassable: false,
  },
  {
    ...mqttWay,
    name: "mqtt-way-slow",
    begin: ({ source }) => source.proxy.slow({ latencyMs: 400 }),
    proof: ({ source: { proxy } }) => proxy.counters.toServer.delayedBytes + proxy.counters.toClient.delayedBytes,
    durationMs: 4_000,
    isPassable: true,
  },
  {
    ...mqttWay,
    name: "mqtt-way-truncated-messages",
    begin: ({ source }) => source.proxy.truncateAfter(777, source.isExternal ? "toClient" : "toServer"),
    proof: ({ source: { proxy } }) => proxy.counters.toServer.truncations + proxy.counters.toClient.truncations,
    durationMs: 1_500,
    isPassable: true,
  },
  {
    ...mqttWay,
    name: "mqtt-way-truncated-acknowledgements",
    begin: ({ source }) => source.proxy.truncateAfter(7, source.isExternal ? "toServer" : "toClient"),
    proof: ({ source: { proxy } }) => proxy.counters.toServer.truncations + proxy.counters.toClient.truncations,
    durationMs: 1_500,
    isPassable: true,
  },
];

/** Every fault that a cell can have. */
export function faultsOf(source: SourceName): Fault[] {
  const all = [...serverFaults, ...rocketmqWayFaults, ...mqttWayFaults];
  return all.filter(({ sources }) => sources === undefined || sources.includes(source));
}

/** What `npm test` runs of a cell; the full run takes every fault of every cell. */
export const shortFaults: Readonly<Record<`${SourceName} ${RocketmqVersion}`, readonly string[]>> = {
  "embedded 4.9.7": [
    "rocketmq-killed-under-load",
    "rocketmq-frozen",
    "rocketmq-way-cut",
    "rocketmq-way-black-hole-for-replies",
    "rocketmq-way-truncated-requests",
    "mqtt-way-truncated-acknowledgements",
  ],
  "mosquitto 5.5.0": [
    "rocketmq-way-black-hole-for-replies",
    "mqtt-way-cut",
    "mqtt-way-black-hole",
    "mqtt-way-truncated-messages",
  ],
  "embedded 5.5.0": [],
  "mosquitto 4.9.7": [],
};
