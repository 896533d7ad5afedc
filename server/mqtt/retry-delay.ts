/** A waiting time that can be ended early. */
export class RetryDelay {
  private timer: NodeJS.Timeout | undefined;
  private resolve: (() => void) | undefined;
  private isStopped = false;

  async wait(delayMs: number): Promise<void> {
    if (this.isStopped) {
      return;
    }
    await new Promise<void>((resolve) => {
      this.resolve = resolve;
      this.timer = setTimeout(resolve, delayMs);
    });
    this.resolve = undefined;
  }

  wake(): void {
    clearTimeout(this.timer);
    this.resolve?.();
  }

  /** No waiting any more. */
  stop(): void {
    this.isStopped = true;
    this.wake();
  }
}
