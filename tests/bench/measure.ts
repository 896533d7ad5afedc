import { readCpuSeconds, readResidentBytes } from "@/tests/helpers/process-tree";
import { waitFor } from "@/tests/helpers/wait-for";
import type { Bridge, Contender, Load, Running, Sender } from "./contenders/contract";
import { Program, type ProgramLine, readNumber } from "./program";
import type { BenchServers } from "./servers";

export interface ThroughputResult {
  messages: number;
  messagesPerSecond: number;
  cpuMicrosecondsPerMessage: number;
  residentMiB: number;
}

export interface LatencyResult {
  messages: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
}

const timeoutMs = 120_000;

/** Sends the load and resolves when the last message has reached the end that the contender names. */
async function flood(bridge: Bridge, running: Running, load: Load) {
  const { countDone = async () => 0 } = running;
  const before = await countDone();
  const { messages, connections, window, bodyBytes } = load;
  const { mqttPort, parentTopic, topicCount = 0 } = running;
  const program = Program.start("flood", [mqttPort, messages, connections, window, parentTopic, bodyBytes, topicCount]);
  try {
    const startedAtEpochMs = readNumber(await program.lineWith("isReady", 20_000), "startedAtEpochMs");
    const acknowledged = readNumber(await program.lineWith("acknowledged", timeoutMs), "acknowledged");
    if (running.countDone !== undefined) {
      const isDone = async () => (await countDone()) - before >= acknowledged;
      const what = `${bridge.name} has all ${acknowledged} messages`;
      const done = waitFor(isDone, { timeoutMs, intervalMs: 10, what });
      await Promise.race([done, running.ended ?? done]);
    }
    return { acknowledged, elapsedSeconds: (Date.now() - startedAtEpochMs) / 1000 };
  } finally {
    await program.stop();
  }
}

/** One turn. A part of the load goes ahead unmeasured: a fresh process and one that has run for an hour start alike. */
async function measureBridge(bridge: Bridge, servers: BenchServers, load: Load): Promise<ThroughputResult> {
  const running = await bridge.start(servers);
  try {
    await flood(bridge, running, { ...load, messages: Math.ceil(load.messages * (bridge.warmUpShare ?? 0.1)) });
    const cpuBefore = readCpuSeconds(running.pid);
    const { acknowledged, elapsedSeconds } = await flood(bridge, running, load);
    return toResult(acknowledged, {
      elapsedSeconds,
      cpuSeconds: readCpuSeconds(running.pid) - cpuBefore,
      residentBytes: readResidentBytes(running.pid),
    });
  } finally {
    await running.stop();
  }
}

async function measureSender(sender: Sender, servers: BenchServers, load: Load): Promise<ThroughputResult> {
  const program = Program.start(sender.program, sender.parameters(servers, load));
  try {
    const line = await program.lineWith("stored", timeoutMs);
    return toResult(readNumber(line, "stored"), {
      elapsedSeconds: readNumber(line, "elapsedMs") / 1000,
      cpuSeconds: readNumber(line, "cpuSeconds"),
      residentBytes: readNumber(line, "residentBytes"),
    });
  } finally {
    await program.stop();
  }
}

function toResult(
  messages: number,
  cost: { elapsedSeconds: number; cpuSeconds: number; residentBytes: number },
): ThroughputResult {
  return {
    messages,
    messagesPerSecond: Math.round(messages / cost.elapsedSeconds),
    cpuMicrosecondsPerMessage: (cost.cpuSeconds * 1e6) / messages,
    residentMiB: Math.round(cost.residentBytes / 2 ** 20),
  };
}

export async function measureThroughput(
  contender: Contender,
  servers: BenchServers,
  load: Load,
): Promise<ThroughputResult> {
  return contender.kind === "bridge"
    ? await measureBridge(contender, servers, load)
    : await measureSender(contender, servers, load);
}

export interface Pace {
  ratePerSecond: number;
  seconds: number;
  bodyBytes: number;
}

export async function measureLatency(contender: Contender, servers: BenchServers, pace: Pace): Promise<LatencyResult> {
  const steady = [pace.ratePerSecond, pace.seconds, pace.bodyBytes];
  if (contender.kind === "sender") {
    if (contender.pace === undefined) {
      throw new Error(`${contender.name} has no program for a steady rate`);
    }
    const { program, parameters } = contender.pace;
    return await readLatency(Program.start(program, [...parameters(servers), ...steady]));
  }
  const running = await contender.start(servers);
  try {
    return await readLatency(Program.start("pace", [running.mqttPort, running.parentTopic, ...steady]));
  } finally {
    await running.stop();
  }
}

async function readLatency(program: Program): Promise<LatencyResult> {
  try {
    const line = await program.lineWith("p50Ms", timeoutMs);
    return toLatency(line);
  } finally {
    await program.stop();
  }
}

function toLatency(line: ProgramLine): LatencyResult {
  return {
    messages: readNumber(line, "answered"),
    p50Ms: readNumber(line, "p50Ms"),
    p95Ms: readNumber(line, "p95Ms"),
    p99Ms: readNumber(line, "p99Ms"),
    p999Ms: readNumber(line, "p999Ms"),
    maxMs: readNumber(line, "maxMs"),
  };
}
