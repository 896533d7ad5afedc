import { readCpuSeconds, readResidentBytes } from "@/tests/helpers/process-tree";
import { waitFor } from "@/tests/helpers/wait-for";
import type { Contender, Running } from "./contenders";
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

/** Sends the load and resolves when the last message has reached the end that the contender names. */
async function flood(contender: Contender, running: Running, options: BenchOptions) {
  const before = await running.countDone();
  const { messages, connections, window, bodyBytes } = options;
  const parameters = [running.mqttPort, messages, connections, window, running.parentTopic, bodyBytes];
  const program = Program.start("flood", parameters);
  const startedAtEpochMs = readNumber(await program.lineWith("isReady", 20_000), "startedAtEpochMs");
  const acknowledged = readNumber(await program.lineWith("acknowledged", timeoutMs), "acknowledged");
  const isDone = async () => (await running.countDone()) - before >= acknowledged;
  await waitFor(isDone, { timeoutMs, intervalMs: 10, what: `${contender.name} has all ${acknowledged} messages` });
  return { acknowledged, elapsedSeconds: (Date.now() - startedAtEpochMs) / 1000 };
}

/** One turn. A tenth of the load goes ahead unmeasured: a fresh process and one that has run for an hour start alike. */
export async function measureThroughput(
  contender: Contender,
  servers: BenchServers,
  options: BenchOptions,
): Promise<ThroughputResult> {
  const running = await contender.start(servers);
  try {
    await flood(contender, running, { ...options, messages: Math.ceil(options.messages / 10) });
    const cpuBefore = readCpuSeconds(running.pid);
    const { acknowledged, elapsedSeconds } = await flood(contender, running, options);
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
