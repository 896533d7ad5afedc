import type { ClassicLevel } from "classic-level";

type Operation = { type: "put"; key: string; value: Buffer } | { type: "del"; key: string };

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/** Group commit: whatever gathers while one batch is being written goes into the next, and promises resolve in the order of the calls. */
export class LevelWriter {
  private readonly db: ClassicLevel;
  private operations: Operation[] = [];
  private waiters: Waiter[] = [];
  private isRunning = false;

  constructor(db: ClassicLevel) {
    this.db = db;
  }

  async put(key: string, value: Buffer): Promise<void> {
    await this.add({ type: "put", key, value });
  }

  async del(key: string): Promise<void> {
    await this.add({ type: "del", key });
  }

  /** Resolves when everything written so far is in the store. */
  async settled(): Promise<void> {
    if (this.isRunning) {
      await this.add(undefined);
    }
  }

  private async add(operation: Operation | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      if (operation !== undefined) {
        this.operations.push(operation);
      }
      this.waiters.push({ resolve, reject });
      if (!this.isRunning) {
        this.isRunning = true;
        void this.run();
      }
    });
  }

  private async run(): Promise<void> {
    while (this.waiters.length > 0) {
      const { operations, waiters } = this;
      this.operations = [];
      this.waiters = [];
      try {
        await this.db.batch<string, string | Buffer>(
          operations.map((operation) => ({ ...operation, valueEncoding: "buffer" })),
          { valueEncoding: "buffer" },
        );
        for (const waiter of waiters) {
          waiter.resolve();
        }
      } catch (error) {
        for (const waiter of waiters) {
          waiter.reject(error);
        }
      }
    }
    this.isRunning = false;
  }
}
