// `npm run bench:console`: measures the console with much data in it and writes its section of docs/benchmarks.md. Needs `npm run build` before. `--smoke`: little data, nothing is written.
import { spawn } from "node:child_process";
import path from "node:path";

const rootDir = path.resolve(import.meta.dirname, "..");
const child = spawn(process.execPath, ["--import", "tsx", "tests/bench/console/main.ts", ...process.argv.slice(2)], {
  cwd: rootDir,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
