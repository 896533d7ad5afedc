import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { artifactRepositoryDir, type LockedArtifact, toRepositoryPath, toSetDigest } from "./lock-file";

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

export async function isIntact(file: string, { sha256, sizeBytes }: LockedArtifact): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.size === sizeBytes && (await sha256OfFile(file)) === sha256;
}

/** A stamp says that every file of a set was verified; it holds sizes and times, so a file touched since is verified again. */
interface Stamp {
  digest: string;
  modifiedMs: Record<string, number>;
}

function stampPath(cacheDir: string, set: string): string {
  return path.join(artifactRepositoryDir(cacheDir), `${set}.verified.json`);
}

async function readStamp(file: string): Promise<Stamp | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Stamp;
  } catch {
    return undefined;
  }
}

/** The artifacts that are absent or damaged. Files unchanged since the last verification are not read again. */
export async function findUnusable(
  set: string,
  artifacts: readonly LockedArtifact[],
  cacheDir: string,
): Promise<LockedArtifact[]> {
  const stamp = await readStamp(stampPath(cacheDir, set));
  const known = stamp?.digest === toSetDigest(artifacts) ? stamp.modifiedMs : {};
  const unusable: LockedArtifact[] = [];
  for (const entry of artifacts) {
    const file = path.join(artifactRepositoryDir(cacheDir), toRepositoryPath(entry.artifact));
    const found = await stat(file).catch(() => undefined);
    const isUnchanged = found?.size === entry.sizeBytes && known[entry.artifact] === found.mtimeMs;
    if (!isUnchanged && !(await isIntact(file, entry))) {
      unusable.push(entry);
    }
  }
  return unusable;
}

/** Call only when every artifact of the set has been verified. */
export async function writeStamp(set: string, artifacts: readonly LockedArtifact[], cacheDir: string): Promise<void> {
  const modifiedMs: Record<string, number> = {};
  for (const { artifact } of artifacts) {
    modifiedMs[artifact] = (await stat(path.join(artifactRepositoryDir(cacheDir), toRepositoryPath(artifact)))).mtimeMs;
  }
  const file = stampPath(cacheDir, set);
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, JSON.stringify({ digest: toSetDigest(artifacts), modifiedMs }));
  await rename(temporary, file);
}
