import { describe, expect, it } from "vitest";
import { checkSpan, toSpan } from "@/components/traces/trace-address";

const at = Date.parse("2026-11-02T12:00:00.000Z");
const custom = (from: string | null, to: string | null) => ({ range: "custom" as const, from, to });

describe("the time range of a trace query", () => {
  it("is refused over a day, backwards or with an end missing, and named by what is wrong", () => {
    expect(checkSpan(custom("2026-11-01T12:00:00.000Z", "2026-11-02T12:00:00.000Z"))).toBeUndefined();
    expect(checkSpan(custom("2026-11-01T11:59:59.000Z", "2026-11-02T12:00:00.000Z"))).toBe("tooLong");
    expect(checkSpan(custom("2026-11-02T12:00:00.000Z", "2026-11-02T12:00:00.000Z"))).toBe("reversed");
    expect(checkSpan(custom(null, "2026-11-02T12:00:00.000Z"))).toBe("incomplete");
  });

  it("ends now for a preset, whatever custom times are left over", () => {
    expect(toSpan({ range: "15m", from: "x", to: "y" }, at)).toEqual({
      from: "2026-11-02T11:45:00.000Z",
      to: undefined,
    });
    expect(toSpan({ range: "1d", from: null, to: null }, at).from).toBe("2026-11-01T12:00:00.000Z");
    expect(checkSpan({ range: "15m", from: null, to: null })).toBeUndefined();
  });
});
