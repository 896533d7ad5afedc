import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "@/db/client";
import { databaseBusy } from "@/server/errors";

function openTable(busyTimeoutMs: number) {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-busy-"));
  const file = path.join(dir, "app.db");
  const db = openSqlite(file, { busyTimeoutMs });
  const other = new Sqlite(file);
  onTestFinished(() => {
    db.close();
    other.close();
    rmSync(dir, { recursive: true, force: true });
  });
  db.exec("CREATE TABLE t (a)");
  return { db, other };
}

test("a database that another program has locked is UNAVAILABLE, says so, and when to try again", () => {
  const { db, other } = openTable(10);
  other.exec("BEGIN IMMEDIATE");
  let failure: unknown;
  try {
    db.exec("INSERT INTO t VALUES (1)");
  } catch (error) {
    failure = error;
  }
  expect(databaseBusy(failure)).toMatchObject({
    code: "UNAVAILABLE",
    status: 503,
    message: expect.stringContaining("another program"),
    retryAfterSeconds: expect.any(Number),
  });
  other.exec("ROLLBACK");
  db.exec("INSERT INTO t VALUES (1)");
});

test("any other failure is not taken for a lock", () => {
  expect(databaseBusy(new Error("SQLITE_BUSY"))).toBeUndefined();
  expect(databaseBusy(undefined)).toBeUndefined();
  expect(databaseBusy({ code: "SQLITE_FULL" })).toBeUndefined();
});
