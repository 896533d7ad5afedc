import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";

const Holder = z.object({ pid: z.number(), host: z.string(), startedAt: z.string(), token: z.string() });
export type DataLockHolder = Omit<z.infer<typeof Holder>, "token">;

export class DataLockedError extends Error {
  /** Undefined when the holder has not written its name yet. */
  readonly holder: DataLockHolder | undefined;
  constructor(dataDir: string, holder: DataLockHolder | undefined) {
    const who = holder
      ? `process ${holder.pid} on ${holder.host}, running since ${holder.startedAt}`
      : "another process";
    super(`The data folder ${dataDir} is in use by ${who}. Stop it, or set SLUICE_DATA_DIR to another folder.`);
    this.name = "DataLockedError";
    this.holder = holder;
  }
}

export interface DataLock {
  /** False once the lock file was replaced or taken over while this process did not run; it must then stop at once. Cheap: one stat and one small read. */
  isHeld(): boolean;
  release(): void;
}

/** A database that nobody refers to is closed by the garbage collector, and the lock with it. */
const held = new Set<Database.Database>();

function readHolder(file: string): z.infer<typeof Holder> | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function lockExclusively(file: string): Database.Database | undefined {
  const database = new Database(file, { timeout: 0 });
  try {
    // The journal in memory: nothing is ever written, the open transaction is the lock, and the kernel ends it with the process.
    database.pragma("journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Takes the data folder for this process alone, or throws `DataLockedError` naming the holder.
 * The lock is the kernel's: it is free the moment its holder is dead, SIGKILL included, and needs no cleaning up.
 */
export function acquireDataLock(dataDir: string, name = "runtime"): DataLock {
  mkdirSync(dataDir, { recursive: true });
  const lockFile = path.join(dataDir, `${name}.lock`);
  const holderFile = path.join(dataDir, `${name}.holder.json`);
  const database = lockExclusively(lockFile);
  if (!database) {
    throw new DataLockedError(dataDir, readHolder(holderFile));
  }
  held.add(database);
  const inode = statSync(lockFile, { bigint: true }).ino;
  const token = randomUUID();
  const temporary = `${holderFile}.${process.pid}`;
  writeFileSync(
    temporary,
    JSON.stringify({ pid: process.pid, host: hostname(), startedAt: new Date().toISOString(), token }),
  );
  renameSync(temporary, holderFile);
  return {
    isHeld: () => {
      const found = statSync(lockFile, { bigint: true, throwIfNoEntry: false });
      return database.open && found?.ino === inode && readHolder(holderFile)?.token === token;
    },
    release: () => {
      held.delete(database);
      database.close();
    },
  };
}
