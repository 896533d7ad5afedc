import type { Browser } from "@playwright/test";
import { waitFor } from "@/tests/helpers/wait-for";

export interface TabFigures {
  tabs: number;
  streamsWhileOpen: number;
  streamsAfter: number;
}

/** Until what was started by loading has ended: fifty tabs that load take whole cores for some ten seconds. */
const restMs = 20_000;

async function countStreams(baseUrl: string): Promise<number> {
  const answer = await fetch(`${baseUrl}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const text = await answer.text();
  return Number(/^sluice_console_streams (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
}

/**
 * Tabs as a person has them: one in front, the others hidden behind it, which browsers tell their pages. Of pages that Playwright opens
 * each counts as the one in front, and fifty would draw at once. Returns how to close them.
 */
async function openTabs(browser: Browser, address: string, tabs: number): Promise<() => Promise<void>> {
  const session = await browser.newBrowserCDPSession();
  const { browserContextId } = await session.send("Target.createBrowserContext");
  for (let index = 1; index <= tabs; index++) {
    await session.send("Target.createTarget", { url: address, browserContextId, background: index < tabs });
  }
  const areLoaded = async () => {
    const { targetInfos } = await session.send("Target.getTargets");
    const own = targetInfos.filter((target) => target.browserContextId === browserContextId && target.type === "page");
    return own.length === tabs && own.every(({ title }) => title.endsWith("Sluice"));
  };
  await waitFor(areLoaded, { timeoutMs: 120_000, intervalMs: 250, what: `${tabs} tabs are loaded` });
  return async () => {
    await session.send("Target.disposeBrowserContext", { browserContextId });
    await session.detach();
  };
}

/** Many tabs of one browser on a page with live charts, then none. `work` runs while they are open. */
export async function measureTabs(
  browser: Browser,
  url: { baseUrl: string; path: string; tabs: number },
  work: () => Promise<void>,
): Promise<TabFigures> {
  const { baseUrl, path, tabs } = url;
  const close = await openTabs(browser, baseUrl + path, tabs);
  await waitFor(async () => (await countStreams(baseUrl)) > 0, { timeoutMs: 60_000, what: "a stream is open" });
  const streamsWhileOpen = await countStreams(baseUrl);
  await new Promise((resolve) => setTimeout(resolve, restMs));
  await work();
  await close();
  await waitFor(async () => (await countStreams(baseUrl)) === 0, {
    timeoutMs: 30_000,
    what: "no stream is left",
  }).catch(() => undefined);
  return { tabs, streamsWhileOpen, streamsAfter: await countStreams(baseUrl) };
}
