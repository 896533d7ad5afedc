import { eq, like } from "drizzle-orm";
import type { AppExecutor } from "../client";
import { settings } from "../schema/app/settings";

export function putSetting(db: AppExecutor, key: string, value: unknown, at: Date): void {
  db.insert(settings)
    .values({ key, value, updatedAt: at })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: at } })
    .run();
}

export function findSetting(db: AppExecutor, key: string): unknown {
  return db.select({ value: settings.value }).from(settings).where(eq(settings.key, key)).get()?.value;
}

/** Keys that start with `prefix` (no wildcard in it). */
export function listSettingKeys(db: AppExecutor, prefix: string): string[] {
  return db
    .select({ key: settings.key })
    .from(settings)
    .where(like(settings.key, `${prefix}%`))
    .all()
    .map((row) => row.key);
}

export function deleteSetting(db: AppExecutor, key: string): void {
  db.delete(settings).where(eq(settings.key, key)).run();
}
