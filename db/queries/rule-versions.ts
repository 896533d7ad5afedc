import { and, count, desc, eq, lt, lte } from "drizzle-orm";
import type { AppExecutor } from "../client";
import { type RuleVersionRow, ruleVersions } from "../schema/app/rule-versions";
import { type PageWindow, toLimit } from "./paging";

/** Writes a version and drops those beyond the newest `keptMax`. */
export function insertRuleVersion(db: AppExecutor, row: RuleVersionRow, keptMax: number): void {
  db.insert(ruleVersions).values(row).run();
  const oldestKept = db
    .select({ version: ruleVersions.version })
    .from(ruleVersions)
    .where(eq(ruleVersions.ruleId, row.ruleId))
    .orderBy(desc(ruleVersions.version))
    .limit(1)
    .offset(keptMax - 1)
    .get();
  if (oldestKept !== undefined) {
    db.delete(ruleVersions)
      .where(and(eq(ruleVersions.ruleId, row.ruleId), lt(ruleVersions.version, oldestKept.version)))
      .run();
  }
}

/** Newest first. One row more than the window: what the last one is compared with. */
export function listRuleVersions(db: AppExecutor, ruleId: string, window: PageWindow) {
  const { limit, offset } = toLimit(window);
  const where = eq(ruleVersions.ruleId, ruleId);
  return {
    rows: db
      .select()
      .from(ruleVersions)
      .where(where)
      .orderBy(desc(ruleVersions.version))
      .limit(limit + 1)
      .offset(offset)
      .all(),
    total: db.select({ total: count() }).from(ruleVersions).where(where).get()?.total ?? 0,
  };
}

/** The version asked for and the one kept before it. */
export function findRuleVersion(
  db: AppExecutor,
  ruleId: string,
  version: number,
): { row: RuleVersionRow; previous: RuleVersionRow | undefined } | undefined {
  const [row, previous] = db
    .select()
    .from(ruleVersions)
    .where(and(eq(ruleVersions.ruleId, ruleId), lte(ruleVersions.version, version)))
    .orderBy(desc(ruleVersions.version))
    .limit(2)
    .all();
  return row?.version === version ? { row, previous } : undefined;
}
