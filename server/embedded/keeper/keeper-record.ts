import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { endByIdentity, identify, isAlive, type ProcessIdentity } from "@/server/config/process-identity";

const Identity = z.object({ pid: z.number().int().positive(), startStamp: z.string().min(1) });
const Record = z.object({ keeper: Identity, console: Identity.optional(), server: Identity.optional() });
type Record = z.infer<typeof Record>;

/** Longer than a broker takes to stop in order. */
const stopTimeoutMs = 15_000;

/** Another living copy of the product keeps this server. */
export class AlreadyKeptError extends Error {
  constructor(dir: string, consolePid: number) {
    super(
      `${dir} is kept by another running copy (process ${consolePid}); stop it, or set SLUICE_DATA_DIR to another folder`,
    );
    this.name = "AlreadyKeptError";
  }
}

function read(file: string): Record | undefined {
  try {
    return Record.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Who keeps a server, on disk: what lets the next start find and end what a killed one left behind. */
export class KeeperRecord {
  readonly #file: string;
  readonly #console: ProcessIdentity | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#console = identify(process.ppid);
  }

  /** Ends a keeper and a server that outlived their console. Throws `AlreadyKeptError` when their console lives. */
  async takeOver(): Promise<void> {
    const found = read(this.#file);
    const isOtherCopy =
      found?.console !== undefined && found.console.pid !== this.#console?.pid && isAlive(found.console);
    if (found?.console && isOtherCopy && isAlive(found.keeper)) {
      throw new AlreadyKeptError(path.dirname(this.#file), found.console.pid);
    }
    await endByIdentity(found?.keeper, stopTimeoutMs);
    await endByIdentity(found?.server, stopTimeoutMs);
    this.write(undefined);
  }

  write(serverPid: number | undefined): void {
    const keeper = identify(process.pid);
    if (!keeper) {
      return;
    }
    const record: Record = {
      keeper,
      console: this.#console,
      server: serverPid === undefined ? undefined : identify(serverPid),
    };
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.tmp`, JSON.stringify(record));
    renameSync(`${this.#file}.tmp`, this.#file);
  }
}
