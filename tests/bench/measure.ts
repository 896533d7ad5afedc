import { readCpuSeconds, readResidentBytes } from "@/tests/helpers/process-tree";
import { waitFor } from "@/tests/helpers/wait-for";
import type { Contender } from "./contenders";
import type { BenchOptions } from "./options";
import { Program, readNumber } from "./program";
import type { BenchServers } from "./servers";

export interface ThroughputResult {
  messages: number;
  messagesPerSecond: number;
  cpuMicrosecondsPerMessage: number;
  residentMiB: number;
}

export interface LatencyResult {
  ratePerSecond: number;
  messages: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

const timeoutMs = 300_000;

/** One turn: the load starts, and the clock stops when the last message has reached the end that the contender names. */
export async function measureThroughput(
  contender: Contender,
  servers: BenchServers,
  options: BenchOptions,
): Promise<ThroughputResult> {
  const running = await contender.start(servers);
  try {
    const before = await running.countDone();
    const cpuBefore = readCpuSeconds(running.pid);
    const { messages, connections, window, bodyBytes } = options;
    const flood = Program.start("flood", [
      running.mqttPort,
      messages,
      connections,
      window,
      running.parentTopic,
      bodyBytes,
    ]);
    const startedAtEpochMs = readNumber(await flood.lineWith("isReady", 20_000), "startedAtEpochMs");
    const acknowledged = readNumber(await flood.lineWith("acknowledged", timeoutMs), "acknowledged");
    const isDone = async () => (await running.countDone()) - before >= acknowledged;
    await waitFor(isDone, { timeoutMs, intervalMs: 10, what: `${contender.name} has all ${acknowledged} messages` });
    const elapsedSeconds = (Date.now() - startedAtEpochMs) / 1000;
    const cpuSeconds = readCpuSeconds(running.pid) - cpuBefore;
    return {
      messages: acknowledged,
      messagesPerSecond: Math.round(acknowledged / elapsedSeconds),
      cpuMicrosecondsPerMessage: (cpuSeconds * 1e6) / acknowledged,
      residentMiB: Math.round(readResidentBytes(running.pid) / 2 ** 20),
    };
  } finally {
    await running.stop();
  }
}

export async function measureLatency(
  contender: Contender,
  servers: BenchServers,
  ratePerSecond: number,
  options: BenchOptions,
): Promise<LatencyResult> {
  const running = await contender.start(servers);
  try {
    const { latencySeconds, bodyBytes } = options;
    const pace = Program.start("pace", [
      running.mqttPort,
      ratePerSecond,
      latencySeconds,
      running.parentTopic,
      bodyBytes,
    ]);
    const line = await pace.lineWith("p50Ms", timeoutMs);
    return {
      ratePerSecond,
      messages: readNumber(line, "acknowledged"),
      p50Ms: readNumber(line, "p50Ms"),
      p95Ms: readNumber(line, "p95Ms"),
      p99Ms: readNumber(line, "p99Ms"),
      maxMs: readNumber(line, "maxMs"),
    };
  } finally {
    await running.stop();
  }
}
