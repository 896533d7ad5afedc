// npm run verify: everything that needs no server. Formatting, lint, types, boundaries, dead code, documentation.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkDocReferences, checkErrorCodes } from "./checks/doc-references.mjs";
import { checkFileSizes, checkRegistryHosts } from "./checks/file-rules.mjs";
import { rootDir, run } from "./launcher/run-command.mjs";

const parallelMax = 2;
const bin = (name) => path.join(rootDir, "node_modules", ".bin", name);

async function command(name, ...args) {
  const { code, output } = await run(bin(name), args, { env: { FORCE_COLOR: "0" } });
  return code === 0 ? [] : [output.trim()];
}

async function types() {
  // Next writes the types of routes and of its own imports; a fresh clone has none.
  if (!existsSync(path.join(rootDir, "next-env.d.ts"))) {
    const problems = await command("next", "typegen");
    if (problems.length > 0) {
      return problems;
    }
  }
  return await command("tsc", "--noEmit", "-p", ".");
}

// The slow ones first.
const checks = [
  ["types", types],
  ["lint with types", () => command("eslint", "--no-warn-ignored", "server", "db", "lib", "app")],
  ["format and lint", () => command("biome", "ci", "--error-on-warnings", ".")],
  [
    "boundaries",
    () =>
      command("depcruise", "--config", ".dependency-cruiser.cjs", "app", "components", "db", "lib", "server", "tests"),
  ],
  ["dead code", () => command("knip", "--no-progress")],
  ["documentation's paths", checkDocReferences],
  ["documentation's error codes", checkErrorCodes],
  ["file sizes", checkFileSizes],
  ["no registry hosts", checkRegistryHosts],
];

/** Resolves to the number of checks that passed and failed. */
export async function verify() {
  const queue = [...checks];
  const result = { passed: 0, failed: 0 };
  const work = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const [name, find] = check;
      const beganMs = performance.now();
      const problems = await find();
      const seconds = ((performance.now() - beganMs) / 1000).toFixed(1);
      result[problems.length === 0 ? "passed" : "failed"] += 1;
      console.log(`${problems.length === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
      for (const problem of problems) {
        console.log(problem.replace(/^/gm, "       "));
      }
    }
  };
  await Promise.all(Array.from({ length: parallelMax }, work));
  return result;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failed } = await verify();
  console.log(`verify: ${passed} checks passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
