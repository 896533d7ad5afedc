import { StringDecoder } from "node:string_decoder";

const lineLengthMax = 64 * 1024;

/** Puts a name before each line of an output that arrives in pieces. */
export class LinePrefixer {
  readonly #prefix: string;
  readonly #emit: (line: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  constructor(name: string, emit: (line: string) => void) {
    this.#prefix = `[${name}] `;
    this.#emit = emit;
  }

  write(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      this.#emit(`${this.#prefix}${line}\n`);
    }
    if (this.#rest.length > lineLengthMax) {
      this.flush();
    }
  }

  /** Emits an unfinished line. */
  flush(): void {
    if (this.#rest !== "") {
      this.#emit(`${this.#prefix}${this.#rest}\n`);
      this.#rest = "";
    }
  }
}
