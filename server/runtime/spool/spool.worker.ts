import { rmSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import type { WorkerReply, WorkerRequest } from "@/server/runtime/worker-link";
import { GroupCommit } from "./group-commit";
import type { SpoolRequest } from "./spool-requests";

const spools = new Map<string, GroupCommit>();
const dirty = new Set<GroupCommit>();
let isFlushDue = false;

function answer(id: number, result: unknown, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage({ id, reply: { ok: true, result } satisfies WorkerReply<unknown> }, transfer);
}

function fail(id: number, error: unknown): void {
  const code = error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
  const message = error instanceof Error ? error.message : "The disk did not do as asked.";
  parentPort?.postMessage({ id, reply: { ok: false, code, message } satisfies WorkerReply<unknown> });
}

function spoolOf(file: string): GroupCommit {
  let spool = spools.get(file);
  if (spool === undefined) {
    spool = new GroupCommit(file);
    spools.set(file, spool);
  }
  return spool;
}

function flush(): void {
  isFlushDue = false;
  for (const spool of dirty) {
    spool.flush();
  }
  dirty.clear();
}

/** Requests that wait in the port join the group: they are taken in before the flush has its turn. */
function flushSoon(spool: GroupCommit): void {
  dirty.add(spool);
  if (!isFlushDue) {
    isFlushDue = true;
    setImmediate(flush);
  }
}

function close(file: string): void {
  spools.get(file)?.flush();
  spools.get(file)?.file.close();
  spools.delete(file);
}

function handle(id: number, request: SpoolRequest): void {
  switch (request.method) {
    case "open": {
      close(request.params.file);
      const { summary } = spoolOf(request.params.file);
      answer(id, summary);
      // Most rules never need their spool: an open one that is empty would only cost memory.
      if (summary.bytes === 0) {
        close(request.params.file);
      }
      return;
    }
    case "append": {
      const { file, sequence, lane, count, data } = request.params;
      const spool = spoolOf(file);
      spool.append({ sequence, lane, count, data: new Uint8Array(data) }, (error) =>
        error === undefined ? answer(id, null) : fail(id, error),
      );
      flushSoon(spool);
      return;
    }
    case "read": {
      const { file, lane, afterSequence, bytesMax } = request.params;
      const spool = spoolOf(file);
      spool.flush();
      const rows = spool.file.read(lane, afterSequence, bytesMax);
      answer(
        id,
        rows,
        rows.map(({ data }) => data.buffer as ArrayBuffer),
      ); // safe because each row was copied into a buffer of its own
      return;
    }
    case "remove": {
      const spool = spoolOf(request.params.file);
      spool.remove(request.params.sequences, (freedBytes) => answer(id, freedBytes));
      flushSoon(spool);
      return;
    }
    case "progress": {
      const { file, sequence, confirmedCount } = request.params;
      const spool = spoolOf(file);
      spool.noteProgress(sequence, confirmedCount);
      flushSoon(spool);
      answer(id, null);
      return;
    }
    case "shrink": {
      const { file, sequence, count, data } = request.params;
      const spool = spoolOf(file);
      spool.flush();
      spool.file.shrink(sequence, count, new Uint8Array(data));
      answer(id, null);
      return;
    }
    case "close":
      close(request.params.file);
      answer(id, null);
      return;
    case "erase":
      close(request.params.file);
      for (const suffix of ["", "-wal", "-shm"]) {
        rmSync(request.params.file + suffix, { force: true });
      }
      answer(id, null);
      return;
    case "closeAll":
      for (const file of [...spools.keys()]) {
        close(file);
      }
      answer(id, null);
  }
}

parentPort?.on("message", ({ id, method, params }: WorkerRequest) => {
  try {
    handle(id, { method, params } as SpoolRequest); // safe because both threads are built from one release
  } catch (error) {
    fail(id, error);
  }
});
