import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

const rootDir = fileURLToPath(new URL("../..", import.meta.url));
const outputMax = 64 * 1024;

export interface SampleProgram {
  /** What it printed so far, and what it complained about. */
  printed(): string;
  errors(): string;
}

function newDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-sample-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}

function follow(child: ChildProcess): SampleProgram {
  let printed = "";
  let errors = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-outputMax);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-outputMax);
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await exited;
    }
  });
  return { printed: () => printed, errors: () => errors };
}

function javaTool(name: "java" | "javac"): string {
  const home = process.env["JAVA_HOME"];
  return home && existsSync(path.join(home, "bin", name)) ? path.join(home, "bin", name) : name;
}

/** Compiles a program whose public class is Consume, as a person would: the text in its file, the jars in the class path. */
export async function compileJava(text: string, classpath: string): Promise<string> {
  const dir = newDir();
  writeFileSync(path.join(dir, "Consume.java"), text);
  await promisify(execFile)(javaTool("javac"), ["-encoding", "UTF-8", "-cp", classpath, "-d", dir, "Consume.java"], {
    cwd: dir,
  });
  return dir;
}

export async function runJava(text: string, classpath: string, env: Record<string, string> = {}) {
  const dir = await compileJava(text, classpath);
  // Logs of the client and its offsets would go to the home folder.
  const options = ["-Xmx256m", `-Drocketmq.client.logRoot=${dir}`, `-Duser.home=${dir}`];
  const child = spawn(javaTool("java"), [...options, "-cp", `${dir}${path.delimiter}${classpath}`, "Consume"], {
    cwd: dir,
    env: { ...process.env, ...env },
  });
  return follow(child);
}

/** Where a package is installed that samples name: with the product, or beside it for these tests alone. */
export function findModules(name: string): string | undefined {
  return [path.join(rootDir, "node_modules"), path.join(rootDir, ".cache/samples/node_modules")].find((dir) =>
    existsSync(path.join(dir, name)),
  );
}

export function runNode(text: string, modulesDir: string, env: Record<string, string> = {}): SampleProgram {
  const dir = newDir();
  writeFileSync(path.join(dir, "consume.mjs"), text);
  symlinkSync(modulesDir, path.join(dir, "node_modules"));
  return follow(
    spawn(process.execPath, ["consume.mjs"], { cwd: dir, env: { ...process.env, HOME: dir, ...env }, stdio: "pipe" }),
  );
}

export function hasGo(): boolean {
  try {
    execFileSync("gofmt", ["-h"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // `gofmt -h` ends with 2; only a missing program has a code of its own.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/** What gofmt would change, or throws what it cannot read. */
export async function formatGo(text: string): Promise<string> {
  const file = path.join(newDir(), "main.go");
  writeFileSync(file, text);
  return (await promisify(execFile)("gofmt", ["-e", "-d", file])).stdout;
}
