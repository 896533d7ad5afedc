import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

const programsDir = path.join(import.meta.dirname, "yardsticks");

export type ProgramLine = Record<string, unknown>;

/** A program in a process of its own that prints JSON lines; the first with `isReady` says that it can be used. */
export class Program {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #lines: ProgramLine[] = [];
  readonly #waiters: (() => void)[] = [];
  #errorText = "";
  #exitCode: number | null | undefined;
  /** Rejects when it has ended, with what it said last. */
  readonly ended: Promise<never>;

  private constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.#child = child;
    child.stderr?.on("data", (chunk: Buffer) => {
      this.#errorText = `${this.#errorText}${chunk.toString()}`.slice(-2_000);
    });
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on("line", (line) => this.#take(line));
    }
    this.ended = new Promise((_, reject) => {
      child.once("close", (code) => {
        this.#exitCode = code;
        this.#wake();
        reject(new Error(`${name} ended (exit ${code ?? "by a signal"}): ${this.#errorText}`));
      });
    });
    // Most programs end unwatched, when they are stopped.
    this.ended.catch(() => undefined);
  }

  static start(name: string, parameters: readonly (string | number)[]): Program {
    return Program.run(name, process.execPath, [path.join(programsDir, `${name}.mjs`), ...parameters]);
  }

  static run(name: string, command: string, parameters: readonly (string | number)[]): Program {
    return new Program(name, spawn(command, parameters.map(String), { stdio: ["ignore", "pipe", "pipe"] }));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The first line that has this field. */
  async lineWith(field: string, timeoutMs: number): Promise<ProgramLine> {
    return await this.#find((line) => field in line, `"${field}"`, timeoutMs);
  }

  async #find(isIt: (line: ProgramLine) => boolean, what: string, timeoutMs: number): Promise<ProgramLine> {
    const deadlineMs = performance.now() + timeoutMs;
    for (;;) {
      const line = this.#lines.find(isIt);
      if (line !== undefined) {
        return line;
      }
      const leftMs = deadlineMs - performance.now();
      if (this.#exitCode !== undefined || leftMs <= 0) {
        throw new Error(`${this.name} printed no ${what} (exit ${this.#exitCode ?? "none"}): ${this.#errorText}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Resolves when a line of plain text contains this. */
  async lineContaining(part: string, timeoutMs: number): Promise<void> {
    await this.#find((line) => String(line["text"] ?? "").includes(part), `"${part}"`, timeoutMs);
  }

  /** The newest value of a field that is printed again and again; 0 before the first. */
  lastNumber(field: string): number {
    const line = this.#lines.findLast((candidate) => field in candidate);
    return line === undefined ? 0 : readNumber(line, field);
  }

  async stop(): Promise<void> {
    if (this.#exitCode === undefined) {
      const closed = new Promise((resolve) => this.#child.once("close", resolve));
      this.#child.kill("SIGKILL");
      await closed;
    }
  }

  #take(line: string): void {
    // A peer prints logs of its own; `text` makes them searchable.
    this.#lines.push(line.startsWith("{") ? (JSON.parse(line) as ProgramLine) : { text: line });
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) {
      wake();
    }
  }
}

export function readNumber(line: ProgramLine, field: string): number {
  const value = line[field];
  if (typeof value !== "number") {
    throw new Error(`the field ${field} is no number: ${JSON.stringify(line)}`);
  }
  return value;
}
