import { chmodSync, closeSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import * as schema from "./schema/app";

export type AppDatabase = BetterSQLite3Database<typeof schema> & { $client: Sqlite.Database };
/** What a query function takes: the database or a transaction of it. */
export type AppExecutor = Pick<AppDatabase, "select" | "insert" | "update" | "delete" | "run" | "get" | "all">;

export interface OpenOptions {
  readonly?: boolean;
}

/** Longest wait for the other process's short write before SQLITE_BUSY. */
const busyTimeoutMs = 5_000;

/** Opens a SQLite file with the pragmas every database of ours has. The file holds secrets: its owner alone can read it. */
export function openSqlite(path: string, { readonly = false }: OpenOptions = {}): Sqlite.Database {
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
  return drizzle(openSqlite(path, options), { schema });
}
