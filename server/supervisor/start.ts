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

/** Starts the other processes with the console, once, and stops them with it. */
export function startSupervisor(): void {
  if (holder[key]) {
    return;
  }
  holder[key] = true;
  stopOnSignal("SIGTERM");
  stopOnSignal("SIGINT");
  // The launcher's channel closes when the launcher was killed; nothing must go on without it.
  process.on("disconnect", stopAndExit);
  void getSupervisor().start();
}
