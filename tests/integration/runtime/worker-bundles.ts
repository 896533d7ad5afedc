import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { buildBundles } from "@/scripts/build-runtime.mjs";

const rootDir = path.resolve(import.meta.dirname, "../../..");

/** A folder that looks like the built product to the runtime: bundles of the sources under test, packages, migrations. */
export async function buildProduct(dir: string, names: string[] = ["runtime", "records.worker", "spool.worker"]) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  symlinkSync(path.join(rootDir, "node_modules"), path.join(dir, "node_modules"));
  symlinkSync(path.join(rootDir, "db"), path.join(dir, "db"));
  await buildBundles(names, { outdir: path.join(dir, "dist") });
}
