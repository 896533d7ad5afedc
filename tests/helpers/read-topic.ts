import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export interface ReadMessage {
  /** UNIQ_KEY where the message has one */
  messageId: string;
  brokerMessageId: string;
  brokerName: string;
  queueId: number;
  queueOffset: number;
  bornAtMs: number;
  body: Buffer;
  properties: Record<string, string>;
}

const run = promisify(execFile);
const rootDir = fileURLToPath(new URL("../..", import.meta.url));
const sourceFile = fileURLToPath(new URL("./java/DumpTopic.java", import.meta.url));
const cacheDir = path.resolve(rootDir, process.env["SLUICE_CACHE_DIR"] ?? ".cache");

async function compile(classpath: string): Promise<string> {
  const digest = createHash("sha256")
    .update(await readFile(sourceFile))
    .update(classpath)
    .digest("hex")
    .slice(0, 16);
  const classesDir = path.join(cacheDir, "test-classes", digest);
  if (existsSync(path.join(classesDir, "DumpTopic.class"))) {
    return classesDir;
  }
  await mkdir(path.dirname(classesDir), { recursive: true });
  const temporaryDir = await mkdtemp(path.join(tmpdir(), "sluice-classes-"));
  const home = process.env["JAVA_HOME"];
  const javac = home && existsSync(path.join(home, "bin/javac")) ? path.join(home, "bin/javac") : "javac";
  await run(javac, ["-nowarn", "-encoding", "UTF-8", "-cp", classpath, "-d", temporaryDir, sourceFile]).catch(
    (error) => {
      throw new Error("The independent reader needs a Java development kit (javac) of version 17 or newer.", {
        cause: error,
      });
    },
  );
  await mkdir(path.join(classesDir, ".."), { recursive: true });
  await rename(temporaryDir, classesDir).catch(() => rm(temporaryDir, { recursive: true, force: true }));
  return classesDir;
}

/** The locked jars, where the product keeps them. Read here as a file, so that every test runner can load this module. */
export function readClasspath(): string {
  const lockFile = path.join(rootDir, "scripts/artifacts.lock.json");
  const lock = JSON.parse(readFileSync(lockFile, "utf8")) as Record<string, { artifact: string }[]>;
  const jars = (lock["rocketmq-4.9.7"] ?? []).map(({ artifact }) => {
    const [groupId = "", artifactId = "", version = "", classifier] = artifact.split(":");
    const name = [artifactId, version, classifier].filter((part) => part !== undefined).join("-");
    return path.join(cacheDir, "artifacts", ...groupId.split("."), artifactId, version, `${name}.jar`);
  });
  const missing = jars.find((jar) => !existsSync(jar));
  if (missing !== undefined) {
    throw new Error(`${missing} is missing: start the product once, it fetches RocketMQ's jars`);
  }
  return jars.join(path.delimiter);
}

let prepared: Promise<string> | undefined;

async function prepare(): Promise<string> {
  const classpath = readClasspath();
  return `${await compile(classpath)}${path.delimiter}${classpath}`;
}

function parseLine(line: string): ReadMessage {
  const { bodyBase64, ...message } = JSON.parse(line);
  return { ...message, body: Buffer.from(bodyBase64, "base64") };
}

let reading: Promise<unknown> = Promise.resolve();

/** One Java at a time, however many tests run side by side. */
export function readTopic(nameServer: string, topic: string): Promise<ReadMessage[]> {
  const result = reading.then(() => dumpTopic(nameServer, topic));
  reading = result.catch(() => undefined);
  return result;
}

/**
 * Every message that a RocketMQ topic holds, by queue and offset, read by the official Java client: an implementation that shares
 * nothing with the product's own.
 */
async function dumpTopic(nameServer: string, topic: string): Promise<ReadMessage[]> {
  prepared ??= prepare();
  const child = spawn("java", ["-Xmx512m", "-cp", await prepared, "DumpTopic", nameServer, topic], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      JAVA_TOOL_OPTIONS: `-Drocketmq.client.logRoot=${path.join(tmpdir(), "sluice-reader-logs")}`,
    },
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let errorText = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errorText = (errorText + chunk.toString()).slice(-4_000);
  });
  const messages: ReadMessage[] = [];
  let isComplete = false;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"isComplete"')) {
      isComplete = true;
    } else if (line.startsWith("{")) {
      messages.push(parseLine(line));
    }
  }
  const code = await exited;
  if (code !== 0 || !isComplete) {
    throw new Error(`reading topic ${topic} at ${nameServer} ended with ${code}: ${errorText}`);
  }
  return messages;
}

/** Polls until the topic holds at least so many messages; cheap only for small topics. */
export async function readTopicUntil(
  nameServer: string,
  topic: string,
  count: number,
  timeoutMs: number,
): Promise<ReadMessage[]> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const messages = await readTopic(nameServer, topic);
    if (messages.length >= count || performance.now() > deadlineMs) {
      return messages;
    }
  }
}
