import { existsSync } from "node:fs";
import path from "node:path";
import { hasCommand, installDebianPackages, rootDir, run } from "../launcher/run-command.mjs";
import { Refusal, say } from "../launcher/terminal.mjs";

const systemChromiums = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function findChromium() {
  return [process.env.CHROMIUM_PATH, ...systemChromiums].find((file) => file && existsSync(file));
}

/** In this order: CHROMIUM_PATH, the system's, Debian's package when root, Playwright's download. Resolves to the environment that names it. */
export async function provideChromium() {
  let found = findChromium();
  if (!found) {
    say("installing Chromium");
    await installDebianPackages("chromium");
    found = findChromium();
  }
  if (found) {
    return { CHROMIUM_PATH: found };
  }
  const playwright = path.join(rootDir, "node_modules", ".bin", "playwright");
  const downloaded = await run(playwright, ["install", "chromium"]);
  if (downloaded.code !== 0) {
    throw new Refusal("The browser tests need Chromium: install it, or set CHROMIUM_PATH to its executable.");
  }
  return {};
}

/** By the file: Mosquitto's programs end with an error code when asked for their version. */
function isInstalled(program) {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.some((folder) => existsSync(path.join(folder, program)));
}

function hasMosquitto() {
  return isInstalled("mosquitto") && isInstalled("mosquitto_pub");
}

export async function provideMosquitto() {
  if (hasMosquitto()) {
    return;
  }
  say("installing Mosquitto");
  await installDebianPackages("mosquitto", "mosquitto-clients");
  if (!hasMosquitto()) {
    throw new Refusal(
      "The integration tests need Mosquitto (Debian, Ubuntu: apt install mosquitto mosquitto-clients).",
    );
  }
}

/** Only the full run moves clocks, and its test says so where this cannot be had. */
export async function provideFaketime() {
  if (!isInstalled("faketime")) {
    await installDebianPackages("faketime");
  }
}

/** The certificates of TLS tests are made with it. */
export async function provideOpenssl() {
  if (!(await hasCommand("openssl", ["version"])) && !(await installDebianPackages("openssl"))) {
    throw new Refusal("The integration tests need openssl.");
  }
}
