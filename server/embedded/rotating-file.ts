import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import path from "node:path";

const bytesMaxDefault = 8 * 1024 * 1024;

/** An append-only log that never takes more than two files of `bytesMax`. Synchronous: the lines before a crash are the ones that matter. */
export class RotatingFile {
  readonly #file: string;
  readonly #bytesMax: number;
  #descriptor: number | undefined;
  #sizeBytes = 0;

  constructor(file: string, bytesMax = bytesMaxDefault) {
    this.#file = file;
    this.#bytesMax = bytesMax;
  }

  /** Logging must not stop what is logged: a full disk loses lines. */
  write(text: string | Buffer): void {
    try {
      const descriptor = this.#open();
      this.#sizeBytes += typeof text === "string" ? writeSync(descriptor, text) : writeSync(descriptor, text);
      if (this.#sizeBytes > this.#bytesMax) {
        this.close();
        renameSync(this.#file, `${this.#file}.1`);
      }
    } catch {
      this.close();
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) {
      closeSync(this.#descriptor);
      this.#descriptor = undefined;
    }
  }

  #open(): number {
    if (this.#descriptor === undefined) {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      this.#descriptor = openSync(this.#file, "a");
      this.#sizeBytes = fstatSync(this.#descriptor).size;
    }
    return this.#descriptor;
  }
}
