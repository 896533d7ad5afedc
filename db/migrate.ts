import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Sqlite from "better-sqlite3";

/** The file was written by a newer release; opening it with this one could damage it. */
export class NewerSchemaError extends Error {
  constructor(unknownTags: readonly string[]) {
    super(
      `The database has migrations that this release does not know: ${unknownTags.join(", ")}. Use the newer release.`,
    );
    this.name = "NewerSchemaError";
  }
}

/** An applied migration differs from the one of the same name in this release. */
export class ChangedMigrationError extends Error {
  constructor(tag: string) {
    super(`The migration ${tag} was applied in another form. Restore the release that wrote this database.`);
    this.name = "ChangedMigrationError";
  }
}

interface Migration {
  tag: string;
  hash: string;
  statements: string[];
}

interface AppliedRow {
  tag: string;
  hash: string;
}

/**
 * Brings a database to this release's schema and returns the tags it applied. Idempotent; safe when two processes start at once:
 * the write lock is taken before the applied migrations are read. All or nothing. `directory` holds drizzle-kit's files.
 */
export function migrateDatabase(client: Sqlite.Database, directory: string): string[] {
  const known = readMigrations(directory);
  // Outside the transaction, where SQLite honours it: a rebuilt table must not cascade.
  client.pragma("foreign_keys = OFF");
  try {
    return client.transaction(() => apply(client, known)).immediate();
  } finally {
    client.pragma("foreign_keys = ON");
  }
}

function apply(client: Sqlite.Database, known: readonly Migration[]): string[] {
  client.exec(
    "CREATE TABLE IF NOT EXISTS schema_migrations (tag TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at INTEGER NOT NULL)",
  );
  // safe because the table is created above with these columns
  const applied = client.prepare("SELECT tag, hash FROM schema_migrations").all() as AppliedRow[];
  refuseUnknown(applied, known);
  const appliedTags = new Set(applied.map((row) => row.tag));
  const pending = known.filter((migration) => !appliedTags.has(migration.tag));
  const record = client.prepare("INSERT INTO schema_migrations (tag, hash, applied_at) VALUES (?, ?, ?)");
  for (const migration of pending) {
    for (const statement of migration.statements) {
      client.exec(statement);
    }
    record.run(migration.tag, migration.hash, Date.now());
  }
  const broken = client.pragma("foreign_key_check");
  if (pending.length > 0 && Array.isArray(broken) && broken.length > 0) {
    throw new Error(`Migrations ${pending.map(({ tag }) => tag).join(", ")} leave ${broken.length} broken references`);
  }
  return pending.map((migration) => migration.tag);
}

function refuseUnknown(applied: readonly AppliedRow[], known: readonly Migration[]): void {
  const hashes = new Map(known.map((migration) => [migration.tag, migration.hash]));
  const unknown = applied.filter((row) => !hashes.has(row.tag));
  if (unknown.length > 0) {
    throw new NewerSchemaError(unknown.map((row) => row.tag));
  }
  const changed = applied.find((row) => hashes.get(row.tag) !== row.hash);
  if (changed !== undefined) {
    throw new ChangedMigrationError(changed.tag);
  }
}

function readMigrations(directory: string): Migration[] {
  // safe because drizzle-kit writes this file and the build ships it unchanged
  const journal = JSON.parse(readFileSync(join(directory, "meta", "_journal.json"), "utf8")) as {
    entries: { idx: number; tag: string }[];
  };
  return [...journal.entries]
    .sort((left, right) => left.idx - right.idx)
    .map(({ tag }) => {
      const text = readFileSync(join(directory, `${tag}.sql`), "utf8");
      return {
        tag,
        hash: createHash("sha256").update(text).digest("hex"),
        statements: text.split("--> statement-breakpoint").map((statement) => statement.trim()),
      };
    });
}
