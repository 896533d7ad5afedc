import { describe, expect, test } from "vitest";
import { SpoolBudget } from "@/server/runtime/spool/spool-budget";

const mib = 2 ** 20;

describe("the budget of all spools", () => {
  test("refuses what would go over the sum of all files, and gives back what a file let go", () => {
    const budget = new SpoolBudget({ bytesMax: 100 * mib, reserveBytes: 0 });
    budget.note("a.db", 60 * mib);
    budget.note("b.db", 30 * mib);
    expect(budget.refusal(10 * mib)).toBeUndefined();
    expect(budget.refusal(10 * mib + 1)).toMatchObject({ code: "spoolFull" });
    budget.note("a.db", 0);
    expect(budget.refusal(70 * mib)).toBeUndefined();
  });

  test("a file that is opened again counts once", () => {
    const budget = new SpoolBudget({ bytesMax: 100 * mib, reserveBytes: 0 });
    budget.note("a.db", 60 * mib);
    budget.note("a.db", 60 * mib);
    expect(budget.refusal(40 * mib)).toBeUndefined();
  });

  test("leaves the reserve free on the disk, with the log that a write fills first", () => {
    const budget = new SpoolBudget({ bytesMax: 1_000 * mib, reserveBytes: 100 * mib });
    budget.noteFree(120 * mib);
    expect(budget.refusal(10 * mib)).toBeUndefined();
    expect(budget.refusal(10 * mib + 1)).toMatchObject({ code: "diskFull" });
  });

  test("says that the disk is full where nothing is reserved, and otherwise what would not stay free", () => {
    const messageOf = (reserveBytes: number) => {
      const budget = new SpoolBudget({ bytesMax: 1_000 * mib, reserveBytes });
      budget.noteFree(0);
      return budget.refusal(1)?.message;
    };
    expect(messageOf(0)).toBe("The disk is full. Make room on the disk that holds the data folder.");
    expect(messageOf(100 * mib)).toContain("Less than 100 MiB of the disk would stay free (SLUICE_DISK_RESERVE_MIB).");
  });

  test("counts what was written since the disk was measured", () => {
    const budget = new SpoolBudget({ bytesMax: 1_000 * mib, reserveBytes: 100 * mib });
    budget.noteFree(120 * mib);
    budget.noteWritten(10 * mib);
    expect(budget.refusal(1)).toMatchObject({ code: "diskFull" });
    budget.noteFree(120 * mib);
    expect(budget.refusal(1)).toBeUndefined();
  });

  test("sets no limit by a disk that does not tell", () => {
    const budget = new SpoolBudget({ bytesMax: 1_000 * mib, reserveBytes: 100 * mib });
    budget.noteFree(undefined);
    expect(budget.refusal(500 * mib)).toBeUndefined();
  });
});
