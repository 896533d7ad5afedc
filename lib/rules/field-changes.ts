import type { FieldChange, RuleSettings } from "./versions";

function flatten(value: object, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, entry] of Object.entries(value) as [string, unknown][]) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (typeof entry === "object" && entry !== null) {
      for (const [inner, leaf] of flatten(entry, path)) {
        flat.set(inner, leaf);
      }
    } else if (entry !== undefined && entry !== null) {
      flat.set(path, String(entry));
    }
  }
  return flat;
}

/** The fields in which two settings differ, in the order of the wizard. */
export function fieldChanges(before: Partial<RuleSettings>, after: Partial<RuleSettings>): FieldChange[] {
  const from = flatten(before);
  const to = flatten(after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((field) => from.get(field) !== to.get(field))
    .map((field) => {
      const old = from.get(field);
      const next = to.get(field);
      return { field, ...(old !== undefined && { from: old }), ...(next !== undefined && { to: next }) };
    });
}
