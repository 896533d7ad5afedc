import { Worker } from "node:worker_threads";

export type WorkerReply<T> = { ok: true; result: T } | { ok: false; code: string; message: string };

export interface WorkerRequest {
  id: number;
  method: string;
  params: unknown;
}

/** Large values are transferred, not copied; the main thread's size would be memory that nobody uses. */
const maxYoungGenerationSizeMb = 8;

/** Calls into one worker thread; answers come in any order. A thread that dies takes the process with it: nothing may be acknowledged without its disk. */
export class WorkerLink {
  private readonly worker: Worker;
  private readonly pending = new Map<number, (reply: WorkerReply<never>) => void>();
  private nextId = 1;
  private isClosing = false;

  constructor(file: string, workerData: unknown, onDeath: (error: unknown) => void) {
    this.worker = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb } });
    this.worker.on("message", ({ id, reply }: { id: number; reply: WorkerReply<never> }) => {
      this.pending.get(id)?.(reply);
      this.pending.delete(id);
    });
    this.worker.on("error", onDeath);
    this.worker.on("exit", (code) => {
      if (!this.isClosing) {
        onDeath(new Error(`A worker thread ended with code ${code}.`));
      }
    });
  }

  call<T>(method: string, params: unknown, transfer: readonly ArrayBuffer[] = []): Promise<WorkerReply<T>> {
    const id = this.nextId;
    this.nextId += 1;
    return new Promise((resolve) => {
      this.pending.set(id, resolve as (reply: WorkerReply<never>) => void); // safe because the worker answers this method
      this.worker.postMessage({ id, method, params } satisfies WorkerRequest, [...transfer]);
    });
  }

  async close(): Promise<void> {
    this.isClosing = true;
    await this.call("closeAll", {});
    await this.worker.terminate();
  }
}
