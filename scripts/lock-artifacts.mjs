// Writes scripts/artifacts.lock.json: resolves the runtime closure of each set with Maven and pins every jar by SHA-256 and size.
// A maintainer runs this when a version changes; starting and testing only read the result.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const sets = {
  "rocketmq-4.9.7": ["rocketmq-namesrv", "rocketmq-broker", "rocketmq-tools"].map((name) => [name, "4.9.7"]),
  "rocketmq-5.5.0": ["rocketmq-namesrv", "rocketmq-proxy", "rocketmq-tools"].map((name) => [name, "5.5.0"]),
};

// Test helpers that a published dependency drags in.
const excluded = [/^junit/, /^mockito/];

const target = new URL("artifacts.lock.json", import.meta.url);
const workDir = mkdtempSync(path.join(tmpdir(), "sluice-lock-"));

function pom(roots) {
  const dependencies = roots
    .map(
      ([artifactId, version]) =>
        `<dependency><groupId>org.apache.rocketmq</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`,
    )
    .join("");
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>sluice</groupId><artifactId>lock</artifactId><version>1</version><dependencies>${dependencies}</dependencies></project>`;
}

function toEntry(dir, file) {
  const segments = path.relative(dir, path.dirname(file)).split(path.sep);
  const version = segments.pop();
  const artifactId = segments.pop();
  const rest = path.basename(file, ".jar").slice(`${artifactId}-${version}`.length);
  const bytes = readFileSync(file);
  return {
    artifact: [segments.join("."), artifactId, version, ...(rest ? [rest.slice(1)] : [])].join(":"),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    sizeBytes: bytes.length,
  };
}

function resolve(name, roots) {
  const dir = path.join(workDir, name);
  mkdirSync(dir);
  writeFileSync(path.join(dir, "pom.xml"), pom(roots));
  const options = ["-DincludeScope=runtime", "-Dmdep.useRepositoryLayout=true", `-DoutputDirectory=${dir}/lib`];
  execFileSync("mvn", ["-q", "-B", "-f", dir, "dependency:copy-dependencies", ...options], { stdio: "inherit" });
  const lib = path.join(dir, "lib");
  return readdirSync(lib, { recursive: true })
    .filter((file) => file.endsWith(".jar"))
    .map((file) => toEntry(lib, path.join(lib, file)))
    .filter((entry) => !excluded.some((pattern) => pattern.test(entry.artifact.split(":")[1])))
    .sort((a, b) => (a.artifact < b.artifact ? -1 : 1));
}

try {
  const locked = Object.fromEntries(Object.entries(sets).map(([name, roots]) => [name, resolve(name, roots)]));
  writeFileSync(target, `${JSON.stringify(locked, null, 2)}\n`);
  for (const [name, entries] of Object.entries(locked)) {
    const bytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
    console.log(`${name}: ${entries.length} jars, ${(bytes / 1e6).toFixed(0)} MB`);
  }
} finally {
  rmSync(workDir, { recursive: true, force: true });
}
