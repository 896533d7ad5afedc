import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { chromiumArguments, findChromium } from "@/tests/e2e/fixtures/find-chromium";
import { startConsoleApp } from "@/tests/helpers/console-app";
import { measurePage } from "./measure-page";
import { measureTabs } from "./measure-tabs";
import { toMarkdown } from "./report";
import { seedMuch } from "./seed-much";

const file = path.resolve(import.meta.dirname, "../../../docs/benchmarks-console.md");

const loadBefore = loadavg()[0] ?? 0;
const app = await startConsoleApp();
const executablePath = findChromium();
const browser = await chromium.launch({
  args: chromiumArguments(),
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  const beganMs = performance.now();
  const data = await seedMuch(app);
  const seedSeconds = (performance.now() - beganMs) / 1_000;
  const instance = `/${data.regionId}/instances/${data.instanceId}`;
  const pages = [];
  for (const [name, address] of [
    ["Instances", `/${data.regionId}/instances`],
    ["Topics", `${instance}/topics`],
    ["Rules", `${instance}/rules`],
  ] as const) {
    pages.push(await measurePage(browser, name, app.baseUrl + address));
  }
  const tabs = await measureTabs(browser, app.baseUrl, `${instance}/rules`);
  const processor = cpus()[0]?.model ?? "unknown";
  const text = toMarkdown({ data, seedSeconds, pages, tabs, loadBefore, machine: `${cpus().length} × ${processor}` });
  writeFileSync(file, text);
  process.stdout.write(text);
} finally {
  await browser.close();
  await app.dispose();
}
