import { mkdir, readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { chromiumArguments, findChromium } from "@/tests/e2e/fixtures/find-chromium";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { describeMachine } from "../machine";
import { measureForwarding } from "./measure-forwarding";
import { measurePage, type PageFigures } from "./measure-page";
import { consoleResultsFile, withConsoleSection } from "./page-section";
import { type ConsoleFigures, toMarkdown } from "./report";
import { fullSizes, type MuchData, seedMuch, smokeSizes } from "./seed-much";

const pageFile = path.resolve(import.meta.dirname, "../../../docs/benchmarks.md");

function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({ args: chromiumArguments(), ...(executablePath === undefined ? {} : { executablePath }) });
}

async function measurePages(app: ConsoleApp, browser: Browser, data: MuchData): Promise<PageFigures[]> {
  const instance = `/instances/${data.instanceId}`;
  const pages: PageFigures[] = [];
  for (const [name, address, list] of [
    ["Instances", "/instances", `/instances?regionId=${data.regionId}&`],
    ["Topics", `${instance}/topics`, `${instance}/topics?`],
    ["Rules", `${instance}/rules`, `${instance}/rules?`],
  ] as const) {
    console.log(`measuring ${name}`);
    const url = `${app.baseUrl}/${data.regionId}${address}`;
    pages.push(await measurePage(browser, name, url, `${app.baseUrl}/api/v1${list}pageSize=100`));
  }
  return pages;
}

async function measure(app: ConsoleApp, browser: Browser, loadBefore: number): Promise<ConsoleFigures> {
  console.log("making the data");
  const beganMs = performance.now();
  const data = await seedMuch(app, isSmoke ? smokeSizes : fullSizes);
  const seedSeconds = (performance.now() - beganMs) / 1_000;
  const pages = await measurePages(app, browser, data);
  console.log("measuring forwarding under watch");
  const forwarding = await measureForwarding(app, browser, data);
  return { machine: describeMachine(), data, seedSeconds, pages, forwarding, loadBefore };
}

const isSmoke = process.argv.includes("--smoke");
const loadBefore = loadavg()[0] ?? 0;
const app = await startConsoleApp();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    console.error("interrupted: stopping the product");
    void app.dispose().finally(() => process.exit(1));
  });
}
const browser = await launchBrowser();
try {
  const figures = await measure(app, browser, loadBefore);
  if (!isSmoke) {
    await mkdir(path.dirname(consoleResultsFile), { recursive: true });
    await writeFile(consoleResultsFile, `${JSON.stringify(figures, null, 2)}\n`);
    await writeFile(pageFile, withConsoleSection(await readFile(pageFile, "utf8")));
  }
  console.log(toMarkdown(figures));
} finally {
  await browser.close();
  await app.dispose();
}
