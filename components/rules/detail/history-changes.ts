export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

function flatten(value: Record<string, unknown>, prefix = ""): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [key, entry] of Object.entries(value)) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) {
      for (const [inner, leaf] of flatten(entry as Record<string, unknown>, path)) {
        flat.set(inner, leaf);
      }
    } else {
      flat.set(path, entry);
    }
  }
  return flat;
}

const bookkeeping = new Set(["version", "updatedAt", "createdAt"]);

/** The fields that differ between two audited states; bookkeeping fields are no news. */
export function historyChanges(
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown> | undefined,
): FieldChange[] {
  const from = flatten(before ?? {});
  const to = flatten(after ?? {});
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((field) => !bookkeeping.has(field) && from.get(field) !== to.get(field))
    .map((field) => ({ field, from: from.get(field), to: to.get(field) }));
}
