import Database from "better-sqlite3";
import { withoutFirst } from "./chunk-codec";

export interface SpoolFileSummary {
  /** Messages of each lane. */
  counts: number[];
  bytes: number;
  lastSequence: number;
}

export interface SpoolRow {
  sequence: number;
  lane: number;
  count: number;
  data: Uint8Array;
}

export interface Freed {
  bytes: number;
  count: number;
}

interface UnfinishedRow {
  sequence: number;
  count: number;
  confirmed: number;
  data: Buffer;
}

/** After so many bytes the log is written back into the file, between two groups. */
const checkpointBytes = 8 * 1024 * 1024;
/** An empty file larger than this is given back to the disk. */
const shrinkPages = 1_024;

/** One rule's chunks in one SQLite file. Synchronous: lives on the spool's worker thread. */
export class SpoolFile {
  private readonly db: Database.Database;
  private readonly insert: Database.Statement;
  private readonly select: Database.Statement;
  private readonly delete: Database.Statement;
  private readonly upsertProgress: Database.Statement;
  private readonly deleteProgress: Database.Statement;
  /** Chunks whose progress is noted; few at a time, so most removals need not ask. */
  private readonly inProgress = new Set<number>();
  private bytesSinceCheckpoint = 0;

  constructor(path: string) {
    this.db = new Database(path);
    this.db.pragma("page_size = 16384");
    this.db.pragma("journal_mode = WAL");
    this.db.pragma("synchronous = FULL");
    this.db.pragma("wal_autocheckpoint = 0");
    this.db.exec(
      `CREATE TABLE IF NOT EXISTS chunks (
         sequence INTEGER PRIMARY KEY, lane INTEGER NOT NULL, count INTEGER NOT NULL, bytes INTEGER NOT NULL, data BLOB NOT NULL
       );
       CREATE INDEX IF NOT EXISTS chunks_lane_sequence_idx ON chunks (lane, sequence);
       CREATE TABLE IF NOT EXISTS progress (sequence INTEGER PRIMARY KEY, confirmed INTEGER NOT NULL);`,
    );
    this.applyProgress();
    this.insert = this.db.prepare("INSERT INTO chunks (sequence, lane, count, bytes, data) VALUES (?, ?, ?, ?, ?)");
    this.select = this.db.prepare(
      "SELECT sequence, data FROM chunks WHERE lane = ? AND sequence > ? ORDER BY sequence LIMIT ?",
    );
    this.delete = this.db.prepare("DELETE FROM chunks WHERE sequence = ? RETURNING bytes, count");
    // Small rows of their own: changing a chunk would write all of it again. Never for a chunk that is gone: its number may come again.
    this.upsertProgress = this.db.prepare(
      `INSERT INTO progress (sequence, confirmed) SELECT sequence, ? FROM chunks WHERE sequence = ?
       ON CONFLICT (sequence) DO UPDATE SET confirmed = excluded.confirmed`,
    );
    this.deleteProgress = this.db.prepare("DELETE FROM progress WHERE sequence = ?");
  }

  summary(lanes: number): SpoolFileSummary {
    const rows = this.db
      .prepare("SELECT lane, sum(count) AS count, sum(bytes) AS bytes, max(sequence) AS last FROM chunks GROUP BY lane")
      .all() as { lane: number; count: number; bytes: number; last: number }[]; // safe because of the query
    const counts = new Array<number>(lanes).fill(0);
    for (const { lane, count } of rows) {
      counts[lane] = count;
    }
    return {
      counts,
      bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
      lastSequence: rows.reduce((max, { last }) => Math.max(max, last), 0),
    };
  }

  /** All or nothing; on disk when it returns. Answers what the removal freed. */
  write(rows: readonly SpoolRow[], removed: readonly number[], progress: ReadonlyMap<number, number>): Freed {
    return this.db.transaction(() => {
      const freed: Freed = { bytes: 0, count: 0 };
      for (const { sequence, lane, count, data } of rows) {
        this.insert.run(sequence, lane, count, data.byteLength, data);
        this.bytesSinceCheckpoint += data.byteLength;
      }
      for (const [sequence, confirmed] of progress) {
        this.upsertProgress.run(confirmed, sequence);
        this.inProgress.add(sequence);
        this.bytesSinceCheckpoint += 4_096;
      }
      for (const sequence of removed) {
        this.forgetProgress(sequence);
        const gone = this.delete.get(sequence) as Freed | undefined; // safe because of the statement
        freed.bytes += gone?.bytes ?? 0;
        freed.count += gone?.count ?? 0;
        this.bytesSinceCheckpoint += 4_096;
      }
      return freed;
    })();
  }

  /** Replaces a chunk by what is left of it. */
  shrink(sequence: number, count: number, data: Uint8Array): void {
    this.db.transaction(() => this.replace(sequence, count, data))();
  }

  private replace(sequence: number, count: number, data: Uint8Array): void {
    this.db
      .prepare("UPDATE chunks SET count = ?, bytes = ?, data = ? WHERE sequence = ?")
      .run(count, data.byteLength, data, sequence);
    // It counted from the beginning of the chunk that was.
    this.db.prepare("DELETE FROM progress WHERE sequence = ?").run(sequence);
  }

  private forgetProgress(sequence: number): void {
    if (this.inProgress.delete(sequence)) {
      this.deleteProgress.run(sequence);
    }
  }

  /** What an earlier life confirmed and could not remove any more. */
  private applyProgress(): void {
    const select =
      "SELECT sequence, count, confirmed, data FROM chunks JOIN progress USING (sequence) WHERE confirmed > 0";
    this.db.transaction(() => {
      for (const row of this.db.prepare(select).all()) {
        const { sequence, count, confirmed, data } = row as UnfinishedRow; // safe because of the query
        this.replace(sequence, count - confirmed, withoutFirst(data, confirmed));
      }
      this.db.exec("DELETE FROM progress");
    })();
  }

  read(lane: number, afterSequence: number, bytesMax: number): { sequence: number; data: Uint8Array }[] {
    const found: { sequence: number; data: Uint8Array }[] = [];
    let bytes = 0;
    for (const row of this.select.iterate(lane, afterSequence, 256)) {
      const { sequence, data } = row as { sequence: number; data: Buffer }; // safe because of the query
      if (found.length > 0 && bytes + data.byteLength > bytesMax) {
        break;
      }
      bytes += data.byteLength;
      found.push({ sequence, data: new Uint8Array(data) });
    }
    return found;
  }

  /** Between groups: keeps the log short, and gives the disk back what an empty spool no longer needs. */
  tidy(isEmpty: boolean): void {
    if (this.bytesSinceCheckpoint < checkpointBytes && !(isEmpty && this.bytesSinceCheckpoint > 0)) {
      return;
    }
    this.bytesSinceCheckpoint = 0;
    this.db.pragma("wal_checkpoint(TRUNCATE)");
    if (isEmpty && Number(this.db.pragma("page_count", { simple: true })) > shrinkPages) {
      this.db.exec("VACUUM");
      this.db.pragma("wal_checkpoint(TRUNCATE)");
    }
  }

  close(): void {
    this.db.close();
  }
}
