import type { ErrorCode } from "@/lib/error-codes";
import { endpoints } from "./endpoints/all";

export interface ApiOperation {
  method: string;
  path: string;
  summary: string;
  codes: readonly ErrorCode[];
}

/** The API by tag, in the order of the table, for people. */
export function listApiOperations(): { tag: string; operations: ApiOperation[] }[] {
  const byTag = new Map<string, ApiOperation[]>();
  for (const { tag, method, path, summary, codes } of endpoints) {
    byTag.set(tag, [...(byTag.get(tag) ?? []), { method, path, summary, codes }]);
  }
  return [...byTag].map(([tag, operations]) => ({ tag, operations }));
}
