import { expect, test } from "vitest";
import { LinePrefixer } from "@/server/supervisor/line-prefixer";

test("whole lines come out under the name, however the output was cut, letters of several bytes included", () => {
  const lines: string[] = [];
  const prefixer = new LinePrefixer("part", (line) => lines.push(line));
  const bytes = Buffer.from("first\nzweite Zeile mit ü\nrest");
  for (const byte of bytes) {
    prefixer.write(Buffer.from([byte]));
  }
  expect(lines).toEqual(["[part] first\n", "[part] zweite Zeile mit ü\n"]);
  prefixer.flush();
  expect(lines.at(-1)).toBe("[part] rest\n");
});
