import type { Browser } from "@playwright/test";
import { waitFor } from "@/tests/helpers/wait-for";

export interface TabFigures {
  tabs: number;
  streamsWhileOpen: number;
  streamsAfter: number;
}

async function countStreams(baseUrl: string): Promise<number> {
  const answer = await fetch(`${baseUrl}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const text = await answer.text();
  return Number(/^sluice_console_streams (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
}

/** Many tabs of one browser on a page with live charts, then none. `work` runs while they are open. */
export async function measureTabs(
  browser: Browser,
  url: { baseUrl: string; path: string; tabs: number },
  work: () => Promise<void>,
): Promise<TabFigures> {
  const { baseUrl, path, tabs } = url;
  const context = await browser.newContext();
  for (let index = 0; index < tabs; index++) {
    const page = await context.newPage();
    await page.goto(baseUrl + path);
  }
  await waitFor(async () => (await countStreams(baseUrl)) > 0, { timeoutMs: 60_000, what: "a stream is open" });
  const streamsWhileOpen = await countStreams(baseUrl);
  await work();
  await context.close();
  await waitFor(async () => (await countStreams(baseUrl)) === 0, {
    timeoutMs: 30_000,
    what: "no stream is left",
  }).catch(() => undefined);
  return { tabs, streamsWhileOpen, streamsAfter: await countStreams(baseUrl) };
}
