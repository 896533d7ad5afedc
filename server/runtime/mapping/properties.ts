import { Buffer } from "node:buffer";

/** RocketMQ writes properties as `key 0x01 value 0x02`, repeated: neither byte can stand in a value. */
const nameEnd = "\x01";
const valueEnd = "\x02";

/** Names, comma separated, of the properties whose value is percent-escaped. A property not named there is verbatim. */
export const escapedMarker = "sluiceEscaped";

// NUL and the two separators cannot be written; half of a surrogate pair has no UTF-8.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters looked for.
const unwritable = /[\0\x01\x02]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const toEscape = new RegExp(`%|${unwritable.source}`, "g");
const escaped = /%u([0-9A-F]{4})|%([0-9A-F]{2})/g;

export function isWritable(value: string): boolean {
  return !unwritable.test(value);
}

/** `%` and two hex digits for each character that cannot be written and for `%` itself, `%u` and four for half of a pair. */
export function escapeValue(value: string): string {
  return value.replace(toEscape, (character) => {
    const hex = character.charCodeAt(0).toString(16).toUpperCase();
    return hex.length > 2 ? `%u${hex}` : `%${hex.padStart(2, "0")}`;
  });
}

export function unescapeValue(value: string): string {
  return value.replace(escaped, (_, wide: string | undefined, narrow: string | undefined) =>
    String.fromCharCode(Number.parseInt(wide ?? narrow ?? "0", 16)),
  );
}

export function property(name: string, value: string): string {
  return name + nameEnd + value + valueEnd;
}

/** What is read back, with escaped values restored and the marker removed. */
export function parseProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>();
  for (const entry of text.split(valueEnd)) {
    const end = entry.indexOf(nameEnd);
    if (end > 0) {
      properties.set(entry.slice(0, end), entry.slice(end + 1));
    }
  }
  for (const name of properties.get(escapedMarker)?.split(",") ?? []) {
    const value = properties.get(name);
    if (value !== undefined) {
      properties.set(name, unescapeValue(value));
    }
  }
  properties.delete(escapedMarker);
  return properties;
}

export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text);
}
