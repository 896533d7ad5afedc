import { readCpuSeconds, readResidentBytes } from "@/tests/helpers/process-tree";

export interface IdleResult {
  ruleCount: number;
  seconds: number;
  /** Of one core. */
  cpuPercent: number;
  residentMiB: number;
}

const settleMs = 20_000;

/** What the runtime costs while its rules are enabled and nothing is published. */
export async function measureIdle(pid: number, ruleCount: number, seconds: number): Promise<IdleResult> {
  // The rules were made a moment ago: what that left behind is not idling.
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const cpuBefore = readCpuSeconds(pid);
  const startedAtMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const elapsedSeconds = (performance.now() - startedAtMs) / 1000;
  return {
    ruleCount,
    seconds,
    cpuPercent: ((readCpuSeconds(pid) - cpuBefore) / elapsedSeconds) * 100,
    residentMiB: Math.round(readResidentBytes(pid) / 2 ** 20),
  };
}
