import { escapedMarker, escapeValue, isWritable, property } from "./properties";

/** Part of a property string, and which of its properties are escaped. */
export interface Written {
  text: string;
  escapedNames: string;
}

export const nothingWritten: Written = { text: "", escapedNames: "" };

export function write(name: string, value: string): Written {
  return isWritable(value)
    ? { text: property(name, value), escapedNames: "" }
    : { text: property(name, escapeValue(value)), escapedNames: `${name},` };
}

export function joinWritten(parts: readonly Written[]): Written {
  return {
    text: parts.map((part) => part.text).join(""),
    escapedNames: parts.map((part) => part.escapedNames).join(""),
  };
}

export function markerOf(escapedNames: string): string {
  return escapedNames === "" ? "" : property(escapedMarker, escapedNames.slice(0, -1));
}
