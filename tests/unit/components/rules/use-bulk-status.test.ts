import { describe, expect, it } from "vitest";
import { toUndo } from "@/components/rules/use-bulk-status";

const results = [
  { ruleId: "a", outcome: "changed" },
  { ruleId: "b", outcome: "unchanged" },
  { ruleId: "c", outcome: "refused" },
  { ruleId: "d", outcome: "changed" },
] as const;

describe("what takes a bulk change back", () => {
  it("names only the rules that were changed, and the status they had", () => {
    const ruleIds = results.map(({ ruleId }) => ruleId);
    expect(toUndo([...results], { ruleIds, status: "enabled" })).toEqual({
      ruleIds: ["a", "d"],
      status: "disabled",
      isUndo: true,
    });
  });

  it("is nothing where nothing was changed, or where the change took one back itself", () => {
    expect(toUndo([results[1], results[2]], { ruleIds: ["b", "c"], status: "enabled" })).toBeUndefined();
    expect(toUndo([results[0]], { ruleIds: ["a"], status: "enabled", isUndo: true })).toBeUndefined();
  });
});
