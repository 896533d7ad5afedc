import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import * as mavenUrl from "mvn-artifact-url";
import { type LockedArtifact, parseCoordinates } from "./lock-file";
import { isIntact } from "./verify";

type ToUrl = (coordinates: ReturnType<typeof parseCoordinates>, baseUrl?: string) => Promise<string>;

// The package is CommonJS marked as a module: Node hands over its exports object as the default, bundlers hand over the function.
function findToUrl(): ToUrl {
  const exported: unknown = mavenUrl.default;
  return (typeof exported === "function" ? exported : (exported as { default: unknown }).default) as ToUrl;
}

const stallTimeoutMs = 30_000;
const attemptsMax = 5;

/** Why a jar could not be had, for people; `isPermanent` when trying again cannot help. */
class DownloadError extends Error {
  readonly isPermanent: boolean;
  constructor(message: string, { isPermanent = false, cause }: { isPermanent?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = "DownloadError";
    this.isPermanent = isPermanent;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

async function transfer(url: string, file: string, onBytes: (bytes: number) => void): Promise<void> {
  const abort = new AbortController();
  const stalled = setTimeout(() => abort.abort(new Error(`no data for ${stallTimeoutMs / 1000} s`)), stallTimeoutMs);
  try {
    const response = await fetch(url, { signal: abort.signal, redirect: "follow" });
    if (!response.ok || response.body === null) {
      const isPermanent = response.status === 404 || response.status === 401 || response.status === 403;
      throw new DownloadError(`the repository answered ${response.status}`, { isPermanent });
    }
    const body = Readable.fromWeb(response.body as ReadableStream);
    body.on("data", (chunk: Buffer) => {
      stalled.refresh();
      onBytes(chunk.length);
    });
    await pipeline(body, createWriteStream(file));
  } finally {
    clearTimeout(stalled);
  }
}

async function attempt(
  entry: LockedArtifact,
  target: string,
  baseUrl: string | undefined,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const url = await findToUrl()(parseCoordinates(entry.artifact), baseUrl);
  // A name of this process's own: two copies may fill one cache at once.
  const temporary = `${target}.${process.pid}.part`;
  try {
    await transfer(url, temporary, onBytes);
    if (!(await isIntact(temporary, entry))) {
      throw new DownloadError("what arrived is not the pinned file (its SHA-256 differs)");
    }
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Fetches one jar into place: complete and verified, or not at all. */
export async function download(
  entry: LockedArtifact,
  target: string,
  options: { baseUrl: string | undefined; onBytes: (bytes: number) => void; backoffMs?: number },
): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const baseUrl = options.baseUrl && `${options.baseUrl.replace(/\/+$/, "")}/`;
  const backoffMs = options.backoffMs ?? 500;
  for (let number = 1; ; number += 1) {
    let received = 0;
    try {
      await attempt(entry, target, baseUrl || undefined, (bytes) => {
        received += bytes;
        options.onBytes(bytes);
      });
      return;
    } catch (error) {
      options.onBytes(-received);
      const isPermanent = error instanceof DownloadError && error.isPermanent;
      if (isPermanent || number === attemptsMax) {
        throw new DownloadError(`${entry.artifact}: ${explain(error)}`, { isPermanent, cause: error });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, backoffMs * 2 ** (number - 1)));
  }
}
