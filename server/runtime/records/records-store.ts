import { WorkerLink, type WorkerReply } from "@/server/runtime/worker-link";
import type { RecordsMethod, RecordsRequests } from "./records-requests";

export interface RecordsOptions {
  /** The bundle of records.worker.ts. */
  workerFile: string;
  path: string;
  /** Folder of the migrations of runtime.db. */
  migrations: string;
  onDeath: (error: unknown) => void;
}

/** runtime.db: totals, minutes, dead letters and traces. All of it happens on a thread of its own. */
export class RecordsStore {
  private readonly worker: WorkerLink;

  constructor({ workerFile, path, migrations, onDeath }: RecordsOptions) {
    this.worker = new WorkerLink(workerFile, { path, migrations }, onDeath);
  }

  call<Method extends RecordsMethod>(
    method: Method,
    params: RecordsRequests[Method]["params"],
  ): Promise<WorkerReply<RecordsRequests[Method]["result"]>> {
    return this.worker.call(method, params);
  }

  async close(): Promise<void> {
    await this.worker.close();
  }
}
