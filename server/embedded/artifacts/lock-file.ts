import { createHash } from "node:crypto";
import path from "node:path";
import lock from "@/scripts/artifacts.lock.json";

export interface LockedArtifact {
  /** `group:artifact:version[:classifier]` */
  artifact: string;
  sha256: string;
  sizeBytes: number;
}

export type ArtifactSet = keyof typeof lock;

const platforms: Record<string, string> = {
  "linux-x64": "linux-x86_64",
  "linux-arm64": "linux-aarch_64",
  "darwin-x64": "osx-x86_64",
  "darwin-arm64": "osx-aarch_64",
  "win32-x64": "windows-x86_64",
};

/** A native library for another platform than this computer's; its classifier says so. */
function isForeign(artifact: string): boolean {
  const classifier = artifact.split(":")[3];
  const isNative = classifier !== undefined && /^(linux|osx|windows)-/.test(classifier);
  return isNative && classifier !== platforms[`${process.platform}-${process.arch}`];
}

/** What this computer needs of the set. */
export function listArtifacts(set: ArtifactSet): readonly LockedArtifact[] {
  return lock[set].filter(({ artifact }) => !isForeign(artifact));
}

export interface Coordinates {
  groupId: string;
  artifactId: string;
  version: string;
  classifier?: string;
}

export function parseCoordinates(artifact: string): Coordinates {
  const [groupId, artifactId, version, classifier] = artifact.split(":");
  if (!groupId || !artifactId || !version) {
    throw new Error(`malformed coordinates in the artifact lock: ${artifact}`);
  }
  return { groupId, artifactId, version, ...(classifier && { classifier }) };
}

/** Where a Maven repository keeps the jar, relative to its root. */
export function toRepositoryPath(artifact: string): string {
  const { groupId, artifactId, version, classifier } = parseCoordinates(artifact);
  const name = `${artifactId}-${version}${classifier ? `-${classifier}` : ""}.jar`;
  return path.join(...groupId.split("."), artifactId, version, name);
}

export function artifactRepositoryDir(cacheDir: string): string {
  return path.join(cacheDir, "artifacts");
}

export function toClasspath(set: ArtifactSet, cacheDir: string): string {
  const dir = artifactRepositoryDir(cacheDir);
  return listArtifacts(set)
    .map(({ artifact }) => path.join(dir, toRepositoryPath(artifact)))
    .join(path.delimiter);
}

/** Changes when any artifact of the set does. */
export function toSetDigest(artifacts: readonly LockedArtifact[]): string {
  return createHash("sha256").update(JSON.stringify(artifacts)).digest("hex");
}
