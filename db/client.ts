import { chmodSync, closeSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import * as schema from "./schema/app";

export type AppDatabase = BetterSQLite3Database<typeof schema> & { $client: Sqlite.Database };
/** What a query function takes: the database or a transaction of it. */
export type AppExecutor = Pick<AppDatabase, "select" | "insert" | "update" | "delete" | "run" | "get" | "all">;

export interface OpenOptions {
  readonly?: boolean;
  /** Longest wait for another program's write before SQLITE_BUSY; the thread stands still meanwhile. */
  busyTimeoutMs?: number;
}

const busyTimeoutMsDefault = 5_000;
/** The console answers everybody on one thread, and nobody else of ours writes its database. */
const consoleBusyTimeoutMs = 500;

/** Opens a SQLite file with the pragmas every database of ours has. The file holds secrets: its owner alone can read it. */
export function openSqlite(
  path: string,
  { readonly = false, busyTimeoutMs = busyTimeoutMsDefault }: OpenOptions = {},
): Sqlite.Database {
  if (!readonly && path !== ":memory:") {
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, 0o600);
  }
  const client = new Sqlite(path, { readonly, fileMustExist: readonly, timeout: busyTimeoutMs });
  if (!readonly) {
    client.pragma("journal_mode = WAL");
    client.pragma("synchronous = FULL");
  }
  client.pragma("foreign_keys = ON");
  return client;
}

/** Opens app.db. The console alone opens it for writing. */
export function openDatabase(path: string, options: OpenOptions = {}): AppDatabase {
  return drizzle(openSqlite(path, { busyTimeoutMs: consoleBusyTimeoutMs, ...options }), { schema });
}
