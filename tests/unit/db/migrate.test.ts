import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDatabase, openSqlite } from "@/db/client";
import { ChangedMigrationError, migrateDatabase, NewerSchemaError } from "@/db/migrate";
import { listDesiredRules } from "@/db/queries/desired-rules";

const migrations = join(process.cwd(), "db/migrations/app");

function tempDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "sluice-db-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

describe("migrateDatabase", () => {
  it("applies everything once and nothing the second time", () => {
    const db = openDatabase(":memory:");
    expect(migrateDatabase(db.$client, migrations)).toContain("0000_create_control_plane");
    expect(migrateDatabase(db.$client, migrations)).toEqual([]);
    expect(listDesiredRules(db)).toEqual([]);
  });

  it("keeps the file to its owner and lets a reader open it", () => {
    const path = join(tempDirectory(), "app.db");
    const db = openDatabase(path);
    migrateDatabase(db.$client, migrations);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const reader = openDatabase(path, { readonly: true });
    expect(listDesiredRules(reader)).toEqual([]);
    expect(() => reader.$client.exec("DELETE FROM rules")).toThrow(/readonly/);
    reader.$client.close();
    db.$client.close();
  });

  it("refuses a database that a newer release wrote", () => {
    const client = openSqlite(":memory:");
    migrateDatabase(client, migrations);
    client.prepare("INSERT INTO schema_migrations VALUES ('9999_future', 'x', 0)").run();
    expect(() => migrateDatabase(client, migrations)).toThrow(NewerSchemaError);
  });

  it("refuses an applied migration that was edited", () => {
    const client = openSqlite(":memory:");
    migrateDatabase(client, migrations);
    client.prepare("UPDATE schema_migrations SET hash = 'other'").run();
    expect(() => migrateDatabase(client, migrations)).toThrow(ChangedMigrationError);
  });

  it("leaves nothing behind when a migration fails half-way", () => {
    const directory = tempDirectory();
    mkdirSync(join(directory, "meta"));
    writeFileSync(join(directory, "meta/_journal.json"), JSON.stringify({ entries: [{ idx: 0, tag: "0000_bad" }] }));
    writeFileSync(join(directory, "0000_bad.sql"), "CREATE TABLE one (id);--> statement-breakpoint\nCREATE TABL two;");
    const client = openSqlite(":memory:");
    expect(() => migrateDatabase(client, directory)).toThrow(/syntax error/);
    expect(client.prepare("SELECT name FROM sqlite_master").all()).toEqual([]);
    expect(client.pragma("foreign_keys", { simple: true })).toBe(1);
  });

  it("keeps a first version of each rule that is older than the keeping of versions", () => {
    const client = openSqlite(":memory:");
    migrateDatabase(client, migrations);
    const statements = readFileSync(join(migrations, "0002_keep_rule_versions.sql"), "utf8").split(
      "--> statement-breakpoint",
    );
    client.pragma("foreign_keys = OFF");
    client.exec(`
      INSERT INTO rules (rule_id, instance_id, status, type, mqtt_topic, rocketmq_instance_id, rocketmq_topic, created_at,
        updated_at, version) VALUES ('r-1', 'i', 'enabled', 'dataOutbound', 'A', 'm', 'B', 1, 2, 7)`);
    client.exec(statements.at(-1) ?? "");
    const row = client.prepare("SELECT rule_id, version, at, change, settings FROM rule_versions").get() as {
      settings: string;
    };
    expect({ ...row, settings: JSON.parse(row.settings) }).toEqual({
      rule_id: "r-1",
      version: 7,
      at: 2,
      change: "baseline",
      settings: {
        description: "",
        status: "enabled",
        type: "dataOutbound",
        source: { topic: "A" },
        destination: { service: "rocketmq", rocketmqInstanceId: "m", topic: "B" },
      },
    });
  });
});
