import { EventLoopDelay } from "@/server/observability/event-loop-delay";

export interface ProcessFigures {
  rssBytes: number;
  eventLoopDelayP99Ms: number;
}

const windowMs = 10_000;

/** Memory and event-loop delay of the console. The delay is that of the last whole window, so that every reader sees the same. */
export class ConsoleMeter {
  readonly #delay = new EventLoopDelay();
  #delayP99Ms = 0;

  constructor() {
    setInterval(() => {
      this.#delayP99Ms = this.#delay.takeP99Ms();
    }, windowMs).unref();
  }

  read(): ProcessFigures {
    return { rssBytes: process.memoryUsage.rss(), eventLoopDelayP99Ms: this.#delayP99Ms };
  }
}
