// `npm run bench`: measures the product, yardsticks of its kind and its peers, and writes docs/benchmarks.md. Smaller: --smoke, --only embedded,rules --runs 1 --messages 50000
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const rootDir = path.resolve(import.meta.dirname, "..");
if (!existsSync(path.join(rootDir, "node_modules/tsx"))) {
  console.error("Run `npm install` first: the benchmark needs the development packages.");
  process.exit(1);
}
const child = spawn(process.execPath, ["--import", "tsx", "tests/bench/main.ts", ...process.argv.slice(2)], {
  cwd: rootDir,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
