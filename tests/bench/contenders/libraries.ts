import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";

const rootDir = path.resolve(import.meta.dirname, "../../..");
const cacheDir = path.join(rootDir, ".cache/bench-peers");
const peersDir = path.resolve(import.meta.dirname, "../peers");
const copyDependencies = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";

export const peerFile = (name: string) => path.join(peersDir, name);

/** The peer's libraries in the cache, fetched by Maven the first time; a class path. */
export function provideLibraries(name: string): string {
  const dir = path.join(cacheDir, name);
  if (!existsSync(dir) || readdirSync(dir).length === 0) {
    mkdirSync(dir, { recursive: true });
    console.log(`fetching the libraries of ${name} with Maven`);
    const pom = peerFile(`${name}/pom.xml`);
    execFileSync("mvn", ["-q", "-B", "-f", pom, copyDependencies, `-DoutputDirectory=${dir}`], { stdio: "inherit" });
  }
  return path.join(dir, "*");
}

/** Compiles the plain Java bridge; a class path. */
export function compileBridge(): string {
  const classPath = provideLibraries("bridge");
  const classesDir = path.join(cacheDir, "bridge-classes");
  mkdirSync(classesDir, { recursive: true });
  const source = peerFile("bridge/PahoBridge.java");
  execFileSync("javac", ["-nowarn", "-encoding", "UTF-8", "-cp", classPath, "-d", classesDir, source], {
    stdio: "inherit",
  });
  return `${classesDir}${path.delimiter}${classPath}`;
}
