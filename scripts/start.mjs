// npm start: installs, builds, provides what the embedded servers need, then keeps the console running. Plain Node until the packages are there.
import { runLauncher } from "./launcher/run-launcher.mjs";

process.exitCode = await runLauncher({ isDev: process.argv.includes("--dev") });
