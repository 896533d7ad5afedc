import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cell, openCell, type RocketmqVersion } from "./cell";
import type { SourceName } from "./cell-source";
import { faultsOf, shortFaults } from "./faults";
import { publishThrough } from "./publish-through";

/** `npm run test:full`: everything; `npm test`: the selection that holds its time. */
const isFullRun = process.env["SLUICE_TEST_FAULTS"] === "full";
const rounds = Number(process.env["SLUICE_TEST_ROUNDS"] ?? (isFullRun ? 3 : 1));

/** Every selected fault between this source and this destination, one after the other on one copy of the product. */
export function describeCell(source: SourceName, version: RocketmqVersion): void {
  const short = shortFaults[`${source} ${version}`];
  const faults = faultsOf(source).filter(({ name }) => isFullRun || short.includes(name));

  describe(`${source} to RocketMQ ${version}`, () => {
    let cell: Cell;
    beforeAll(async () => {
      cell = await openCell(source, version);
    });
    afterAll(() => cell?.close());

    test.each(faults)("$name under load: none lost, order kept, publishers go on", async (fault) => {
      const run = await publishThrough(cell, fault, rounds);
      expect(run).toMatchObject({ lost: 0, outOfOrder: 0 });
      expect(run.duplicates).toBeLessThanOrEqual(run.unconfirmed);
    });
  });
}
