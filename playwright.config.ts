import { defineConfig } from "@playwright/test";
import { chromiumArguments, findChromium } from "./tests/e2e/fixtures/find-chromium";

const executablePath = findChromium();

// One copy of the built product serves all tests; each test makes data of its own. No retries: a test that fails sometimes is wrong.
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/e2e/fixtures/start-product.ts",
  outputDir: "test-results",
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    trace: { mode: "retain-on-failure", screenshots: false, sources: false },
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: {
      args: chromiumArguments(),
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
});
