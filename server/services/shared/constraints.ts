import Sqlite from "better-sqlite3";

/**
 * Runs a write and turns the broken unique constraint, if any, into the caller's typed error. The indexes decide a race;
 * `toError` gets SQLite's constraint text (`rules.rule_id`, `index 'topics_instance_id_name_idx'`).
 */
export function mapUnique<T>(write: () => T, toError: (constraint: string) => Error | undefined): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(error.code)) {
      throw toError(error.message) ?? error;
    }
    throw error;
  }
}
