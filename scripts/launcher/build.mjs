import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { buildBundles } from "../build-runtime.mjs";
import { digestOf, isStamped, writeStamp } from "./digest.mjs";
import { rootDir, run } from "./run-command.mjs";
import { Refusal, step } from "./terminal.mjs";

const buildStamp = path.join(rootDir, ".next", "sluice-built");

const inputs = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "server",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "scripts/build-runtime.mjs",
  "scripts/artifacts.lock.json",
];

export const nextBin = path.join(rootDir, "node_modules", "next", "dist", "bin", "next");

/** Bundles the launcher's own tools (a moment) and loads them. */
export async function loadTools() {
  await buildBundles(["launcher"]);
  return await import(`${path.join(rootDir, "dist", "launcher.mjs")}?${Date.now()}`);
}

/** The build completes tsconfig.json itself, so of that file it is the state after the build that counts. */
function toStamp(sourceDigest) {
  return `${sourceDigest} ${digestOf(rootDir, ["tsconfig.json"])}`;
}

/** Builds console, runtime and keeper when a source changed since the last complete build. */
export async function build() {
  const sourceDigest = digestOf(rootDir, inputs);
  const isWhole = ["runtime", "keeper"].every((name) => existsSync(path.join(rootDir, "dist", `${name}.mjs`)));
  if (isWhole && isStamped(buildStamp, toStamp(sourceDigest))) {
    return;
  }
  await step("building (half a minute)", async () => {
    // A failed build can leave a folder that breaks the next one.
    rmSync(path.join(rootDir, ".next"), { recursive: true, force: true });
    await buildBundles();
    const ended = await run(process.execPath, [nextBin, "build"], { env: { NODE_ENV: "production" } });
    if (ended.code !== 0) {
      throw new Refusal(`The build failed:\n${ended.output.slice(-6000)}`);
    }
  });
  writeStamp(buildStamp, toStamp(sourceDigest));
}
