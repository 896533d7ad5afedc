import { copyFile, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { download } from "./download";
import {
  type ArtifactSet,
  artifactRepositoryDir,
  type LockedArtifact,
  listArtifacts,
  toRepositoryPath,
} from "./lock-file";
import { findUnusable, isIntact, writeStamp } from "./verify";

const parallelMax = 6;

interface ArtifactProgress {
  filesDone: number;
  filesTotal: number;
  bytesDone: number;
  bytesTotal: number;
}

interface ProvideArtifactsOptions {
  cacheDir: string;
  /** A Maven repository; Maven Central when undefined. */
  baseUrl?: string | undefined;
  /** A Maven repository on this computer whose intact files are copied instead of fetched. */
  localRepository?: string | undefined;
  onProgress?: (progress: ArtifactProgress) => void;
  /** First pause between attempts; doubled each time. */
  backoffMs?: number;
}

async function copyLocal(entry: LockedArtifact, target: string, localRepository: string): Promise<boolean> {
  const source = path.join(localRepository, toRepositoryPath(entry.artifact));
  if (!(await isIntact(source, entry))) {
    return false;
  }
  await mkdir(path.dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.part`;
  await copyFile(source, temporary);
  await rename(temporary, target);
  return true;
}

/** Removes what a killed download left behind; a part younger than an hour may belong to another copy at work. */
async function removeStaleParts(dir: string): Promise<void> {
  const names = await readdir(dir, { recursive: true }).catch(() => []);
  for (const name of names.filter((candidate) => candidate.endsWith(".part"))) {
    const file = path.join(dir, name);
    const found = await stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > 3_600_000) {
      await rm(file, { force: true });
    }
  }
}

async function fetchAll(entries: readonly LockedArtifact[], options: ProvideArtifactsOptions): Promise<void> {
  const queue = [...entries];
  const progress = { filesDone: 0, filesTotal: entries.length, bytesDone: 0, bytesTotal: 0 };
  progress.bytesTotal = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  const failures: unknown[] = [];
  const onBytes = (bytes: number) => {
    progress.bytesDone += bytes;
    options.onProgress?.({ ...progress });
  };
  const work = async () => {
    // One failure ends the work: a repository out of reach would fail for each of the other jars as slowly.
    for (let entry = queue.shift(); entry && failures.length === 0; entry = queue.shift()) {
      const target = path.join(artifactRepositoryDir(options.cacheDir), toRepositoryPath(entry.artifact));
      const isLocal =
        options.localRepository !== undefined && (await copyLocal(entry, target, options.localRepository));
      if (isLocal) {
        onBytes(entry.sizeBytes);
      } else {
        await download(entry, target, {
          baseUrl: options.baseUrl,
          onBytes,
          ...(options.backoffMs && { backoffMs: options.backoffMs }),
        });
      }
      progress.filesDone += 1;
      onBytes(0);
    }
  };
  const workers = Array.from({ length: parallelMax }, () => work().catch((error: unknown) => failures.push(error)));
  await Promise.all(workers);
  if (failures.length > 0) {
    throw failures[0];
  }
}

/** The repository that Maven keeps in the home directory. */
function defaultLocalRepository(): string {
  return path.join(homedir(), ".m2", "repository");
}

/**
 * Makes every given jar present and verified in the cache. Without network when they are there already.
 * Killed at any moment it leaves only complete files, so the next call goes on where this one stopped.
 */
export async function provideArtifacts(
  set: string,
  artifacts: readonly LockedArtifact[],
  options: ProvideArtifactsOptions,
): Promise<{ fetched: number }> {
  const dir = artifactRepositoryDir(options.cacheDir);
  await mkdir(dir, { recursive: true });
  const unusable = await findUnusable(set, artifacts, options.cacheDir);
  if (unusable.length > 0) {
    await removeStaleParts(dir);
    await fetchAll(unusable, options);
  }
  await writeStamp(set, artifacts, options.cacheDir);
  return { fetched: unusable.length };
}

export async function provideArtifactSet(
  set: ArtifactSet,
  options: ProvideArtifactsOptions,
): Promise<{ fetched: number }> {
  return await provideArtifacts(set, listArtifacts(set), { localRepository: defaultLocalRepository(), ...options });
}
