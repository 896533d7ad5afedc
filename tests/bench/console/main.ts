import { mkdir, readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { chromiumArguments, findChromium } from "@/tests/e2e/fixtures/find-chromium";
import { ConsoleApp, choosePorts } from "@/tests/helpers/console-app";
import { provideRocketmq } from "@/tests/helpers/provide-rocketmq";
import { describeMachine } from "../machine";
import { within } from "../within";
import { fullWatch, measureForwarding, smokeWatch } from "./measure-forwarding";
import { measurePage, type PageFigures } from "./measure-page";
import { consoleResultsFile, withConsoleSection } from "./page-section";
import { type ConsoleFigures, toMarkdown } from "./report";
import { fullSizes, type MuchData, seedMuch, smokeSizes } from "./seed-much";

/** All of it ends within ten minutes: what is measured in nine, and the product and the browser are stopped in the tenth. */
const limitsMs = { all: 540_000, seed: 240_000, page: 90_000, forwarding: 240_000, stop: 25_000 };
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
    const page = measurePage(browser, name, url, `${app.baseUrl}/api/v1${list}pageSize=100`);
    pages.push(await within(limitsMs.page, `measuring ${name}`, page));
  }
  return pages;
}

async function measure(app: ConsoleApp, browser: Browser, loadBefore: number): Promise<ConsoleFigures> {
  console.log("making the data");
  const beganMs = performance.now();
  const data = await within(limitsMs.seed, "making the data", seedMuch(app, isSmoke ? smokeSizes : fullSizes));
  const seedSeconds = (performance.now() - beganMs) / 1_000;
  const pages = await measurePages(app, browser, data);
  console.log("measuring forwarding under watch");
  const watched = measureForwarding({ app, browser, data, plan: isSmoke ? smokeWatch : fullWatch });
  const forwarding = await within(limitsMs.forwarding, "measuring forwarding under watch", watched);
  return { machine: describeMachine(), data, seedSeconds, pages, forwarding, loadBefore };
}

/** In time even if something does not answer: the product is killed then. */
async function stopAll(app: ConsoleApp, browser: Browser | undefined): Promise<void> {
  await within(limitsMs.stop, "closing the browser", browser?.close() ?? Promise.resolve()).catch(console.error);
  await within(limitsMs.stop, "stopping the product", app.dispose()).catch(async (error: unknown) => {
    console.error(error);
    await app.killAll();
  });
}

const isSmoke = process.argv.includes("--smoke");
const loadBefore = loadavg()[0] ?? 0;
const app = new ConsoleApp(await choosePorts(), {});
let browser: Browser | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    console.error("interrupted: stopping the product");
    void stopAll(app, browser).finally(() => process.exit(1));
  });
}
try {
  await provideRocketmq();
  await app.start();
  browser = await launchBrowser();
  const leftMs = limitsMs.all - performance.now();
  const figures = await within(leftMs, "the whole benchmark", measure(app, browser, loadBefore));
  if (!isSmoke) {
    await mkdir(path.dirname(consoleResultsFile), { recursive: true });
    await writeFile(consoleResultsFile, `${JSON.stringify(figures, null, 2)}\n`);
    await writeFile(pageFile, withConsoleSection(await readFile(pageFile, "utf8")));
  }
  console.log(toMarkdown(figures));
} finally {
  await stopAll(app, browser);
}
