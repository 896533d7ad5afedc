import { parseArgs } from "node:util";

export interface BenchOptions {
  runs: number;
  messages: number;
  connections: number;
  window: number;
  bodyBytes: number;
  latencyRates: number[];
  latencySeconds: number;
  /** Only contenders whose name contains one of these; empty: all. */
  only: string[];
  /** Measure plain Java and Apache Camel too. */
  withPeers: boolean;
  /** Write the result and the report; false for a smoke run. */
  isStored: boolean;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`--${name} takes a positive whole number, not "${text}"`);
  }
  return value;
}

export function parseOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      runs: { type: "string", default: "3" },
      messages: { type: "string", default: "300000" },
      connections: { type: "string", default: "20" },
      window: { type: "string", default: "200" },
      "body-bytes": { type: "string", default: "256" },
      "latency-rates": { type: "string", default: "1000,10000" },
      "latency-seconds": { type: "string", default: "8" },
      only: { type: "string", default: "" },
      peers: { type: "boolean", default: false },
      smoke: { type: "boolean", default: false },
    },
  });
  const isSmoke = values.smoke;
  return {
    runs: isSmoke ? 1 : positive("runs", values.runs),
    messages: isSmoke ? 20_000 : positive("messages", values.messages),
    connections: positive("connections", values.connections),
    window: positive("window", values.window),
    bodyBytes: positive("body-bytes", values["body-bytes"]),
    latencyRates: values["latency-rates"].split(",").map((rate) => positive("latency-rates", rate)),
    latencySeconds: isSmoke ? 2 : positive("latency-seconds", values["latency-seconds"]),
    only: values.only.split(",").filter((name) => name !== ""),
    withPeers: values.peers,
    isStored: !isSmoke,
  };
}
