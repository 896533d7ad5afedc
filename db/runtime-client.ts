import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { type OpenOptions, openSqlite } from "./client";
import * as schema from "./schema/runtime";

type Client = ReturnType<typeof openSqlite>;
export type RuntimeDatabase = BetterSQLite3Database<typeof schema> & { $client: Client };
export type RuntimeExecutor = Pick<RuntimeDatabase, "select" | "insert" | "update" | "delete" | "run" | "get" | "all">;

/** Opens runtime.db. The runtime alone opens it for writing; it does not exist before the runtime's first start. */
export function openRuntimeDatabase(path: string, options: OpenOptions = {}): RuntimeDatabase {
  return drizzle(openSqlite(path, options), { schema });
}
