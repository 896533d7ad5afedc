import type { Browser } from "@playwright/test";
import { waitFor } from "@/tests/helpers/wait-for";

export interface TabFigures {
  tabs: number;
  streamsWhileOpen: number;
  streamsAfter: number;
}

const tabs = 50;

async function countStreams(baseUrl: string): Promise<number> {
  const text = await (await fetch(`${baseUrl}/metrics`)).text();
  return Number(/^sluice_console_streams (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
}

/** Many tabs of one browser on pages with live figures, then none. */
export async function measureTabs(browser: Browser, baseUrl: string, path: string): Promise<TabFigures> {
  const context = await browser.newContext();
  for (let index = 0; index < tabs; index++) {
    const page = await context.newPage();
    await page.goto(baseUrl + path, { waitUntil: "commit" });
  }
  await waitFor(async () => (await countStreams(baseUrl)) > 0, { timeoutMs: 60_000, what: "a stream is open" });
  const streamsWhileOpen = await countStreams(baseUrl);
  await context.close();
  await waitFor(async () => (await countStreams(baseUrl)) === 0, {
    timeoutMs: 30_000,
    what: "no stream is left",
  }).catch(() => undefined);
  return { tabs, streamsWhileOpen, streamsAfter: await countStreams(baseUrl) };
}
