import { acquireDataLock, DataLockedError } from "@/server/config/data-lock";
import { getSettings } from "@/server/config/env";
import { getSupervisor } from "./get-supervisor";

const key = Symbol.for("sluice.started");
const holder = globalThis as typeof globalThis & { [key]?: boolean };

function stopAndExit(): void {
  void getSupervisor()
    .stop()
    .finally(() => process.exit(0));
}

function stopOnSignal(signal: NodeJS.Signals): void {
  let isAsked = false;
  process.on(signal, () => {
    // The second Ctrl-C of an impatient person.
    if (isAsked) {
      process.exit(1);
    }
    isAsked = true;
    stopAndExit();
  });
}

/** Whoever reads the output may go first; saying so would fail in the same way, again and again. */
function outliveReaders(): void {
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
}

/** One console writes app.db; a second one ends here, naming the first. */
function lockOrExit(): void {
  try {
    acquireDataLock(getSettings().dataDir, "console");
  } catch (error) {
    if (!(error instanceof DataLockedError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * Starts the other processes with the console, once, and stops them with it. `openConsole` runs before them and must leave app.db
 * migrated: the runtime reads it.
 */
export function startSupervisor(openConsole: () => void): void {
  if (holder[key]) {
    return;
  }
  holder[key] = true;
  outliveReaders();
  lockOrExit();
  openConsole();
  stopOnSignal("SIGTERM");
  stopOnSignal("SIGINT");
  // The launcher's channel closes when the launcher was killed; nothing must go on without it.
  process.on("disconnect", stopAndExit);
  void getSupervisor().start();
}
