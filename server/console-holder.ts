import type { Console } from "@/server/console";

const key = Symbol.for("sluice.console");
/** Next loads modules several times, so the one console is kept where all copies find it. */
const holder = globalThis as typeof globalThis & { [key]?: Console };

/** Undefined before the first page or request asked for it. */
export function heldConsole(): Console | undefined {
  return holder[key];
}

export function holdConsole(console: Console): Console {
  holder[key] = console;
  return console;
}
