/** Time and turns, injected so that tests own them. */
export interface Scheduler {
  /** Monotonic milliseconds; the same clock as `FlowMessage.receivedAtMs`. */
  now(): number;
  /** Runs the task after everything that has already arrived was taken in, in this turn of the event loop. */
  defer(task: () => void): void;
  after(delayMs: number, task: () => void): ScheduledTask;
}

export interface ScheduledTask {
  cancel(): void;
}
