import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const ignored = new Set(["node_modules", ".next", "dist", ".git", "data", ".cache"]);

function* walk(file) {
  if (!existsSync(file)) {
    return;
  }
  if (!statSync(file).isDirectory()) {
    yield file;
    return;
  }
  for (const name of readdirSync(file).sort()) {
    if (!ignored.has(name)) {
      yield* walk(path.join(file, name));
    }
  }
}

/** Changes when a file under the given names comes, goes or gets another content. */
export function digestOf(rootDir, names) {
  const hash = createHash("sha256");
  for (const name of names) {
    for (const file of walk(path.join(rootDir, name))) {
      hash
        .update(`${path.relative(rootDir, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/** A stamp is written when a step is complete, so an interrupted step is done again. */
export function isStamped(file, digest) {
  return existsSync(file) && readFileSync(file, "utf8") === digest;
}

export function writeStamp(file, digest) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, digest);
}
