import { compressedKiB, firstLoadScripts } from "@/tests/helpers/first-load-scripts";
import { expect, test } from "../fixtures/test";

const budgetKiB = 200;

for (const list of ["instances", "topics", "rules"] as const) {
  test(`the list of ${list} loads less than ${budgetKiB} KiB of scripts, compressed`, async ({ product }) => {
    const { instanceId, regionId } = await product.api.embeddedInstance();
    const address = list === "instances" ? "instances" : `instances/${instanceId}/${list}`;
    const scripts = await firstLoadScripts(`${product.baseUrl}/${regionId}/${address}`);
    expect(scripts.length).toBeGreaterThan(5);
    expect(await compressedKiB(scripts)).toBeLessThan(budgetKiB);
  });
}
