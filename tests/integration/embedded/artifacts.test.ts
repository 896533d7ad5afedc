import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { describe, expect, onTestFinished, test } from "vitest";
import { artifactRepositoryDir, type LockedArtifact, toRepositoryPath } from "@/server/embedded/artifacts/lock-file";
import { provideArtifacts } from "@/server/embedded/artifacts/provide-artifacts";
import { waitFor } from "../../helpers/wait-for";

const rootDir = path.resolve(import.meta.dirname, "../../..");

interface Jar {
  entry: LockedArtifact;
  bytes: Buffer;
}

function makeJar(name: string, sizeBytes = 64 * 1024): Jar {
  const bytes = randomBytes(sizeBytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes, entry: { artifact: `org.example:${name}:1.0`, sha256, sizeBytes } };
}

/** A Maven repository on loopback; `answer` may give other bytes, a status, or "hang" half-way. */
async function startRepository(
  jars: Jar[],
  answer: (jar: Jar, request: number) => Buffer | number | "hang" = (jar) => jar.bytes,
) {
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests += 1;
    const jar = jars.find(({ entry }) => request.url === `/maven/${toRepositoryPath(entry.artifact)}`);
    const what = jar ? answer(jar, requests) : 404;
    if (typeof what === "number") {
      response.writeHead(what).end();
    } else if (what === "hang") {
      response.writeHead(200);
      response.write(jar?.bytes.subarray(0, 1000));
    } else {
      response.writeHead(200).end(what);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/maven`, requests: () => requests };
}

function temporaryDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-artifacts-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const fileOf = (cacheDir: string, { entry }: Jar) =>
  path.join(artifactRepositoryDir(cacheDir), toRepositoryPath(entry.artifact));

describe("artifacts", () => {
  test("a second call needs no network, and a damaged file is fetched again", async () => {
    const jars = [makeJar("a"), makeJar("b"), makeJar("c")];
    const entries = jars.map(({ entry }) => entry);
    const cacheDir = temporaryDir();
    const { baseUrl, requests } = await startRepository(jars);
    expect(await provideArtifacts("set", entries, { cacheDir, baseUrl })).toEqual({ fetched: 3 });
    expect(await provideArtifacts("set", entries, { cacheDir, baseUrl: "http://127.0.0.1:9/" })).toEqual({
      fetched: 0,
    });
    const damaged = fileOf(cacheDir, jars[1] as Jar);
    const { size } = statSync(damaged);
    writeFileSync(damaged, Buffer.alloc(size));
    expect(await provideArtifacts("set", entries, { cacheDir, baseUrl })).toEqual({ fetched: 1 });
    expect(readFileSync(damaged)).toEqual(jars[1]?.bytes);
    expect(requests()).toBe(4);
  });

  test("without its stamp every file is verified by its digest", async () => {
    const jar = makeJar("a");
    const cacheDir = temporaryDir();
    const { baseUrl } = await startRepository([jar]);
    await provideArtifacts("set", [jar.entry], { cacheDir, baseUrl });
    const file = fileOf(cacheDir, jar);
    const { atime, mtime, size } = statSync(file);
    writeFileSync(file, Buffer.alloc(size));
    utimesSync(file, atime, mtime);
    rmSync(path.join(artifactRepositoryDir(cacheDir), "set.verified.json"));
    expect(await provideArtifacts("set", [jar.entry], { cacheDir, baseUrl })).toEqual({ fetched: 1 });
  });

  test("a file that is not the pinned one is refused, and nothing of it stays", async () => {
    const jar = makeJar("a");
    const cacheDir = temporaryDir();
    const { baseUrl, requests } = await startRepository([jar], () => randomBytes(jar.entry.sizeBytes));
    await expect(provideArtifacts("set", [jar.entry], { cacheDir, baseUrl, backoffMs: 1 })).rejects.toThrow(
      "SHA-256 differs",
    );
    expect(requests()).toBe(5);
    expect(existsSync(fileOf(cacheDir, jar))).toBe(false);
    expect(readdirSync(path.dirname(fileOf(cacheDir, jar)))).toEqual([]);
  });

  test("a passing fault of the repository is tried again; a missing jar is not", async () => {
    const jar = makeJar("a");
    const shaky = await startRepository([jar], (which, request) => (request < 3 ? 503 : which.bytes));
    expect(
      await provideArtifacts("set", [jar.entry], { cacheDir: temporaryDir(), baseUrl: shaky.baseUrl, backoffMs: 1 }),
    ).toEqual({ fetched: 1 });
    const empty = await startRepository([]);
    await expect(
      provideArtifacts("set", [jar.entry], { cacheDir: temporaryDir(), baseUrl: empty.baseUrl, backoffMs: 1 }),
    ).rejects.toThrow("404");
    expect(empty.requests()).toBe(1);
  });

  test("an intact file of a Maven repository on this computer is used, a damaged one is not", async () => {
    const jars = [makeJar("a"), makeJar("b")] as const;
    const localRepository = temporaryDir();
    const cacheDir = temporaryDir();
    for (const [jar, bytes] of [
      [jars[0], jars[0].bytes],
      [jars[1], Buffer.alloc(jars[1].entry.sizeBytes)],
    ] as const) {
      const file = path.join(localRepository, toRepositoryPath(jar.entry.artifact));
      await import("node:fs/promises").then((fs) => fs.mkdir(path.dirname(file), { recursive: true }));
      writeFileSync(file, bytes);
    }
    const { baseUrl, requests } = await startRepository([...jars]);
    await provideArtifacts(
      "set",
      jars.map(({ entry }) => entry),
      { cacheDir, baseUrl, localRepository },
    );
    expect(requests()).toBe(1);
    expect(readFileSync(fileOf(cacheDir, jars[1]))).toEqual(jars[1].bytes);
  });

  test("a download killed half-way does not poison the next, which goes on where it stopped", async () => {
    const jars = [makeJar("a"), makeJar("b")] as const;
    const cacheDir = temporaryDir();
    const hanging = await startRepository([...jars], (jar) => (jar === jars[1] ? "hang" : jar.bytes));
    const child = await startDownload(
      cacheDir,
      hanging.baseUrl,
      jars.map(({ entry }) => entry),
    );
    const listParts = () =>
      (readdirSync(cacheDir, { recursive: true }) as string[]).filter((name) => name.endsWith(".part"));
    await waitFor(() => existsSync(fileOf(cacheDir, jars[0])) && listParts().length === 1, {
      what: "one jar whole, one half",
    });
    child.kill("SIGKILL");
    const { baseUrl, requests } = await startRepository([...jars]);
    expect(
      await provideArtifacts(
        "set",
        jars.map(({ entry }) => entry),
        { cacheDir, baseUrl },
      ),
    ).toEqual({ fetched: 1 });
    expect(requests()).toBe(1);
    expect(readFileSync(fileOf(cacheDir, jars[1]))).toEqual(jars[1].bytes);
  });
});

async function startDownload(cacheDir: string, baseUrl: string, entries: LockedArtifact[]): Promise<ChildProcess> {
  const bundle = path.join(rootDir, "dist", `test-download-${process.pid}.mjs`);
  onTestFinished(() => rmSync(bundle, { force: true }));
  await build({
    stdin: {
      contents: `import { provideArtifacts } from "@/server/embedded/artifacts/provide-artifacts";
        const [cacheDir, baseUrl, entries] = process.argv.slice(2);
        await provideArtifacts("set", JSON.parse(entries), { cacheDir, baseUrl });`,
      resolveDir: rootDir,
      loader: "ts",
    },
    absWorkingDir: rootDir,
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  const child = spawn(process.execPath, [bundle, cacheDir, baseUrl, JSON.stringify(entries)], { stdio: "inherit" });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}
