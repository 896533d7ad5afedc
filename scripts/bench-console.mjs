// `npm run bench:console`: measures the console with much data in it and writes docs/benchmarks-console.md. Needs `npm run build` before.
import { spawn } from "node:child_process";
import path from "node:path";

const rootDir = path.resolve(import.meta.dirname, "..");
const child = spawn(process.execPath, ["--import", "tsx", "tests/bench/console/main.ts"], {
  cwd: rootDir,
  stdio: "inherit",
});
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
