import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { listArtifacts, parseCoordinates, toRepositoryPath } from "@/server/embedded/artifacts/lock-file";
import { parseJavaVersion } from "@/server/embedded/java/find-java";
import { RestartBackoff } from "@/server/embedded/keeper/backoff";
import { RotatingFile } from "@/server/embedded/rotating-file";

describe("the version of a Java", () => {
  test.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "25" 2025-09-16', 25],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "11.0.2" 2019-01-15', 11],
    ["command not found", undefined],
  ])("is read from %s", (output, version) => {
    expect(parseJavaVersion(output)).toBe(version);
  });
});

describe("the pause before a restart", () => {
  test("doubles up to half a minute, and is short again after a good run", () => {
    const backoff = new RestartBackoff();
    expect([0, 0, 0].map((ranMs) => backoff.nextMs(ranMs))).toEqual([500, 1000, 2000]);
    expect(Array.from({ length: 20 }, () => backoff.nextMs(0)).at(-1)).toBe(30_000);
    expect(backoff.nextMs(60_000)).toBe(500);
  });
});

describe("a log file", () => {
  test("takes no more than twice its limit, and keeps the newest lines", () => {
    const dir = mkdtempSync(path.join(tmpdir(), "sluice-log-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const file = path.join(dir, "logs", "part.log");
    const log = new RotatingFile(file, 1000);
    for (let number = 0; number < 500; number += 1) {
      log.write(`line ${number}\n`);
    }
    log.close();
    const sizes = [file, `${file}.1`].map((name) => (existsSync(name) ? statSync(name).size : 0));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1010);
    expect(sizes.map((_, index) => readFileSync(index ? `${file}.1` : file, "utf8")).join("")).toContain("line 499\n");
  });
});

describe("the artifact lock", () => {
  test("pins every jar by digest and size, each once", () => {
    for (const set of ["rocketmq-4.9.7", "rocketmq-5.5.0"] as const) {
      const artifacts = listArtifacts(set);
      expect(artifacts.every(({ sha256, sizeBytes }) => /^[0-9a-f]{64}$/.test(sha256) && sizeBytes > 0)).toBe(true);
      expect(new Set(artifacts.map(({ artifact }) => toRepositoryPath(artifact))).size).toBe(artifacts.length);
    }
    expect(listArtifacts("rocketmq-4.9.7")).toHaveLength(40);
  });

  test("leaves out native libraries of other platforms", () => {
    const classifiers = listArtifacts("rocketmq-5.5.0").flatMap(
      ({ artifact }) => parseCoordinates(artifact).classifier ?? [],
    );
    expect(classifiers.filter((name) => name.startsWith("windows-") && process.platform !== "win32")).toEqual([]);
  });
});
