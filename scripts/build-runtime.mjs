// Bundles what runs beside the console into dist/: the runtime, its workers, the keeper and the launcher's tools. Packages stay in node_modules.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const rootDir = fileURLToPath(new URL("..", import.meta.url));

function findWorkers() {
  const dir = path.join(rootDir, "server", "runtime");
  return readdirSync(dir, { recursive: true })
    .filter((file) => file.endsWith(".worker.ts"))
    .map((file) => path.join(dir, file));
}

/** Entry files by the name of their bundle. */
function findEntries() {
  const entries = {
    launcher: path.join(rootDir, "server/embedded/launcher-tools.ts"),
    keeper: path.join(rootDir, "server/embedded/keeper/main.ts"),
    runtime: path.join(rootDir, "server/runtime/main.ts"),
  };
  for (const file of findWorkers()) {
    const name = path.basename(file, ".ts");
    if (entries[name]) {
      throw new Error(`two workers are called ${name}`);
    }
    entries[name] = file;
  }
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
}

/** `only` names the bundles to make; all of them when undefined. */
export async function buildBundles(only, { outdir = path.join(rootDir, "dist") } = {}) {
  const { build, stop } = await import("esbuild");
  const entries = Object.entries(findEntries()).filter(([name]) => !only || only.includes(name));
  mkdirSync(outdir, { recursive: true });
  await build({
    absWorkingDir: rootDir,
    entryPoints: entries.map(([out, file]) => ({ in: file, out })),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    tsconfig: path.join(rootDir, "tsconfig.json"),
    sourcemap: "linked",
    logLevel: "warning",
  });
  // Its service would live as long as the launcher.
  await stop();
  return entries.map(([name]) => name);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = await buildBundles();
  console.log(`dist: ${names.join(", ")}`);
}
