import { parseArgs } from "node:util";
import type { Load } from "./contenders/contract";

export interface BenchOptions {
  runs: number;
  /** Of 256 bytes or less for the fastest; slower contenders and larger messages get a part of them. */
  messages: number;
  connections: number;
  window: number;
  bodyBytes: number[];
  latencyRates: number[];
  latencySeconds: number;
  idleSeconds: number;
  /** Only steps whose name contains one of these; empty: all. */
  only: string[];
  /** Write the report; false for a run that is too short or leaves something out. */
  isStored: boolean;
}

/** The size of every comparison but the one of sizes. */
export const usualBodyBytes = 256;

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
      messages: { type: "string", default: "200000" },
      connections: { type: "string", default: "20" },
      window: { type: "string", default: "200" },
      "body-bytes": { type: "string", default: "64,256,1024,16384" },
      "latency-rates": { type: "string", default: "100,1000,10000" },
      "latency-seconds": { type: "string", default: "6" },
      only: { type: "string", default: "" },
      smoke: { type: "boolean", default: false },
    },
  });
  const isSmoke = values.smoke;
  const numbers = (name: "body-bytes" | "latency-rates") =>
    values[name].split(",").map((number) => positive(name, number));
  const only = values.only.split(",").filter((name) => name !== "");
  return {
    runs: isSmoke ? 1 : positive("runs", values.runs),
    messages: isSmoke ? 20_000 : positive("messages", values.messages),
    connections: positive("connections", values.connections),
    window: positive("window", values.window),
    bodyBytes: numbers("body-bytes"),
    latencyRates: numbers("latency-rates"),
    latencySeconds: isSmoke ? 2 : positive("latency-seconds", values["latency-seconds"]),
    idleSeconds: isSmoke ? 3 : 20,
    only,
    isStored: !isSmoke && only.length === 0,
  };
}

/** What one contender gets: slow ones a part of the messages, large messages fewer, and as many unacknowledged in all whatever the connections. */
export function toLoad(options: BenchOptions, bodyBytes: number, share = 1, connections = options.connections): Load {
  const sizeShare = Math.min(1, 1024 / bodyBytes);
  const atLeast = connections * 10;
  return {
    messages: Math.max(atLeast, Math.ceil(options.messages * share * sizeShare)),
    connections,
    window: Math.max(1, Math.floor((options.window * options.connections) / connections)),
    bodyBytes,
  };
}
