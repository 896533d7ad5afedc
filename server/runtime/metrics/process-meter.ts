import { monitorEventLoopDelay } from "node:perf_hooks";
import type { RuntimeSnapshot } from "@/server/protocol/messages";

/** Memory, processor and event-loop delay of this process since the last reading. */
export class ProcessMeter {
  private readonly delay = monitorEventLoopDelay({ resolution: 10 });
  private cpu = process.cpuUsage();
  private readAtMs = performance.now();

  constructor() {
    this.delay.enable();
  }

  read(): RuntimeSnapshot["process"] {
    const nowMs = performance.now();
    const { user, system } = process.cpuUsage(this.cpu);
    const cpuPercent = (user + system) / 10 / Math.max(1, nowMs - this.readAtMs);
    const eventLoopDelayP99Ms = this.delay.count === 0 ? 0 : this.delay.percentile(99) / 1e6;
    this.cpu = process.cpuUsage();
    this.readAtMs = nowMs;
    this.delay.reset();
    return { rssBytes: process.memoryUsage.rss(), cpuPercent, eventLoopDelayP99Ms };
  }
}
