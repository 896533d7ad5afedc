import { escapedMarker, property } from "./properties";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters looked for; 0x01 and 0x02 separate properties.
const controlCharacter = /[\0\x03-\x1f\x7f-\x9f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, and the escape itself.
const toEscape = /[%\0\x03-\x1f\x7f-\x9f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same without the escape.
const onlyControl = /[\0\x03-\x1f\x7f-\x9f]/g;

/**
 * RocketMQ 5's proxies refuse control characters in properties, such as a line break in a content type. They are escaped as
 * the mapping escapes what no RocketMQ can hold, and `sluiceEscaped` names the property.
 */
export function withoutControlCharacters(properties: string): string {
  if (!controlCharacter.test(properties)) {
    return properties;
  }
  const entries = properties.split("\x02").flatMap((pair): [string, string][] => {
    const end = pair.indexOf("\x01");
    return end > 0 ? [[pair.slice(0, end), pair.slice(end + 1)]] : [];
  });
  const escaped = new Set(entries.find(([name]) => name === escapedMarker)?.[1].split(","));
  const written = entries
    .filter(([name]) => name !== escapedMarker)
    .map(([name, value]) => {
      if (!controlCharacter.test(value)) {
        return property(name, value);
      }
      // In a value that is escaped already, a percent sign is part of an escape.
      const text = value.replace(escaped.has(name) ? onlyControl : toEscape, toHex);
      escaped.add(name);
      return property(name, text);
    });
  return written.join("") + property(escapedMarker, [...escaped].join(","));
}

function toHex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
