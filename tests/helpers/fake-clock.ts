import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where Debian and Ubuntu put libfaketime: /usr/lib/<architecture>/faketime. */
function findLibrary(): string | undefined {
  const roots = existsSync("/usr/lib") ? readdirSync("/usr/lib").map((name) => path.join("/usr/lib", name)) : [];
  return roots.map((root) => path.join(root, "faketime", "libfaketime.so.1")).find((file) => existsSync(file));
}

/** The wall clock of other processes, moved while they run. Their monotonic clock goes on as it does when a person sets the time. */
export class FakeClock {
  readonly env: Readonly<Record<string, string>>;
  readonly #file: string;

  constructor(dir: string) {
    this.#file = path.join(dir, "faketime");
    this.set(0);
    this.env = {
      LD_PRELOAD: findLibrary() ?? "",
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_CACHE_DURATION: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** Why there can be none here; undefined when it can be had. */
  static findObstacle(): string | undefined {
    return findLibrary() === undefined
      ? "libfaketime is not installed (Debian, Ubuntu: apt install faketime)"
      : undefined;
  }

  /** Seconds that the clock is off; taken up within a second. */
  set(offsetSeconds: number): void {
    writeFileSync(this.#file, `${offsetSeconds < 0 ? "-" : "+"}${Math.abs(offsetSeconds)}\n`);
  }
}
