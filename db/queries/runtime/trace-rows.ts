import { and, eq, lt, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { RuntimeExecutor } from "../../runtime-client";

/** The last row of a page: the next page begins after it. */
export interface TraceCursor {
  timeMs: number;
  id: number;
}

/** Recorded rows in the order of their time; of one time in the order of their IDs. */
export interface TraceTable {
  table: SQLiteTable;
  id: SQLiteColumn;
  timeMs: SQLiteColumn;
}

export interface PruneBounds {
  oldestMs: number;
  rowsMax: number;
  limit: number;
}

/** Older than the cursor; everything where there is none. */
export function isBefore({ id, timeMs }: TraceTable, cursor: TraceCursor | undefined): SQL | undefined {
  return cursor === undefined
    ? undefined
    : or(lt(timeMs, cursor.timeMs), and(eq(timeMs, cursor.timeMs), lt(id, cursor.id)));
}

/** Removes at most `limit` of the rows that are too old or too many; answers how many those were. */
export function pruneRows(db: RuntimeExecutor, { table, id, timeMs }: TraceTable, bounds: PruneBounds): number {
  const time = sql.identifier(timeMs.name);
  const newestId = sql`(select max(${id}) from ${table})`;
  return db
    .delete(table)
    .where(
      sql`${id} in (select id from (select id, ${time} from ${table} order by id limit ${bounds.limit})
        where id <= ${newestId} - ${bounds.rowsMax} or ${time} < ${bounds.oldestMs})`,
    )
    .run().changes;
}
