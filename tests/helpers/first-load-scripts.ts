import { gzipSync } from "node:zlib";

const timeoutMs = 30_000;

/** All scripts that the document itself names; what is for old browsers only is not fetched by others. */
export async function firstLoadScripts(url: string): Promise<string[]> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}`);
  }
  const tags = [...(await answer.text()).matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)];
  return tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, source]) => new URL(source ?? "", url).href);
}

/** Compressed as a proxy would. */
export async function compressedKiB(sources: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const source of new Set(sources)) {
    const answer = await fetch(source, { signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) {
      throw new Error(`${source} answered ${answer.status}`);
    }
    bytes += gzipSync(Buffer.from(await answer.arrayBuffer())).length;
  }
  return bytes / 1024;
}
