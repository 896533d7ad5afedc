import type { Browser, Page } from "@playwright/test";
import { compressedKiB, firstLoadScripts } from "@/tests/helpers/first-load-scripts";

export interface ServerFigures {
  p50: number;
  p95: number;
}

export interface PageFigures {
  name: string;
  /** The list as the HTTP API answers it, 100 rows. */
  listMs: ServerFigures;
  /** The whole page. */
  documentMs: ServerFigures;
  lcpMs: number;
  inpMs: number;
  cls: number;
  /** Named by the document itself. */
  scriptKiB: number;
  /** All that arrived by the time the page was at rest, before anybody touched it. */
  loadedScriptKiB: number;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const serverSamples = 20;

/** From request to the last byte of the answer. */
async function measureServer(url: string): Promise<ServerFigures> {
  const samples: number[] = [];
  for (let index = 0; index < serverSamples + 3; index++) {
    const beganMs = performance.now();
    await (await fetch(url)).text();
    samples.push(performance.now() - beganMs);
  }
  // The first ones warm up.
  const counted = samples.slice(3);
  return { p50: percentile(counted, 0.5), p95: percentile(counted, 0.95) };
}

const readLoadedScripts = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry.name)
      .filter((name) => new URL(name).pathname.endsWith(".js")),
  );

interface Vitals {
  lcpMs: number;
  inpMs: number;
  cls: number;
}

// Runs in the page before anything else of it.
function watchVitals(): void {
  const vitals: Vitals = { lcpMs: 0, inpMs: 0, cls: 0 };
  Object.assign(window, { benchVitals: vitals });
  new PerformanceObserver((list) => {
    vitals.lcpMs = list.getEntries().at(-1)?.startTime ?? 0;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      vitals.inpMs = Math.max(vitals.inpMs, entry.duration);
    }
  }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      vitals.cls += entry.hadRecentInput ? 0 : entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

const readVitals = (page: Page) => page.evaluate(() => (window as unknown as { benchVitals: Vitals }).benchVitals);

/** What people do in a list: type into its search, turn a page, open its columns. */
async function interact(page: Page): Promise<void> {
  const search = page.locator("[data-search]").first();
  await search.pressSequentially("001");
  await page.waitForURL(/q=001/);
  await search.press("ControlOrMeta+a");
  await search.press("Delete");
  await page.waitForURL((url) => !url.searchParams.has("q"));
  const next = page.getByRole("button", { name: "Next page" });
  if (await next.isEnabled()) {
    await next.click();
    await page.waitForURL(/page=2/);
  }
  await page.getByRole("button", { name: "Theme" }).click();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(500);
}

export async function measurePage(browser: Browser, name: string, url: string, listUrl: string): Promise<PageFigures> {
  const listMs = await measureServer(listUrl);
  const documentMs = await measureServer(url);
  const scriptKiB = await compressedKiB(await firstLoadScripts(url));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(watchVitals);
  await page.goto(url);
  // Once loaded and at rest; a live stream keeps the network busy for ever.
  await page.waitForTimeout(1_500);
  const { lcpMs, cls } = await readVitals(page);
  const loadedScriptKiB = await compressedKiB(await readLoadedScripts(page));
  await interact(page);
  const { inpMs } = await readVitals(page);
  await context.close();
  return { name, listMs, documentMs, lcpMs, inpMs, cls, scriptKiB, loadedScriptKiB };
}
