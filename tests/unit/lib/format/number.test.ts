import { expect, it } from "vitest";
import { formatBytes, formatRate } from "@/lib/format/number";

it.each([
  [0, "0 B"],
  [1023, "1,023 B"],
  [1024, "1 KiB"],
  [1_572_864, "1.5 MiB"],
])("writes %i bytes in binary units", (bytes, text) => {
  expect(formatBytes(bytes, "en")).toBe(text);
});

it("does not let a slow rate read as zero", () => {
  expect(formatRate(0.4, "en")).toBe("0.4");
  expect(formatRate(1234.6, "en")).toBe("1,235");
});
