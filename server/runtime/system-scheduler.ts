import type { ScheduledTask, Scheduler } from "./flow/scheduler";

/** The real clock and event loop. */
export const systemScheduler: Scheduler = {
  now: () => performance.now(),
  defer: (task) => void setImmediate(task),
  after(delayMs, task): ScheduledTask {
    const timer = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
