const bytesPerLine = 16;

export function decodeBase64(base64: string): Uint8Array {
  const binary = atob(base64);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** UTF-8 text; undefined when it is not. A body that was cut may end inside a character, which is left out. */
export function toText(bytes: Uint8Array, isTruncated = false): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isTruncated });
  } catch {
    return undefined;
  }
}

/** Indented JSON; undefined when the text is not JSON. Numbers are shown as they were sent, not as doubles. */
export function toIndentedJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return indent(text);
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

// Works on the text, because parsing would round long numbers and drop repeated keys.
function indent(text: string): string {
  const tokens = text.match(token) ?? [];
  let depth = 0;
  let out = "";
  const newLine = () => `\n${"  ".repeat(depth)}`;
  tokens.forEach((part, index) => {
    if (part === "{" || part === "[") {
      depth += 1;
      const next = tokens[index + 1];
      out += next === "}" || next === "]" ? part : part + newLine();
    } else if (part === "}" || part === "]") {
      depth -= 1;
      const before = tokens[index - 1];
      out += before === "{" || before === "[" ? part : newLine() + part;
    } else if (part === ",") {
      out += part + newLine();
    } else {
      out += part === ":" ? ": " : part;
    }
  });
  return out;
}

/** `00000000  48 65 6c 6c 6f …  |Hello|` */
export function toHexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += bytesPerLine) {
    const line = bytes.subarray(start, start + bytesPerLine);
    const hex = Array.from(line, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const characters = Array.from(line, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(
      "",
    );
    lines.push(`${start.toString(16).padStart(8, "0")}  ${hex.padEnd(bytesPerLine * 3 - 1)}  |${characters}|`);
  }
  return lines.join("\n");
}
