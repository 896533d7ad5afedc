import { type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

export interface PageWindow {
  page: number;
  pageSize: number;
}

export function toLimit({ page, pageSize }: PageWindow): { limit: number; offset: number } {
  return { limit: pageSize, offset: (page - 1) * pageSize };
}

/** Free text without wildcards: LIKE would read % and _ of a name as such. */
export function containsText(columns: readonly SQLiteColumn[], text: string | undefined): SQL | undefined {
  if (text === undefined || text === "") {
    return undefined;
  }
  const needle = text.toLowerCase();
  return sql.join([
    sql`(`,
    sql.join(
      columns.map((column) => sql`instr(lower(${column}), ${needle}) > 0`),
      sql` OR `,
    ),
    sql`)`,
  ]);
}
