import { EventLoopDelay } from "@/server/observability/event-loop-delay";
import type { RuntimeSnapshot } from "@/server/protocol/messages";

/** Memory, processor and event-loop delay of this process since the last reading. */
export class ProcessMeter {
  private readonly delay = new EventLoopDelay();
  private cpu = process.cpuUsage();
  private readAtMs = performance.now();

  read(): RuntimeSnapshot["process"] {
    const nowMs = performance.now();
    const { user, system } = process.cpuUsage(this.cpu);
    const cpuPercent = (user + system) / 10 / Math.max(1, nowMs - this.readAtMs);
    const eventLoopDelayP99Ms = this.delay.takeP99Ms();
    this.cpu = process.cpuUsage();
    this.readAtMs = nowMs;
    return { rssBytes: process.memoryUsage.rss(), cpuPercent, eventLoopDelayP99Ms };
  }
}
