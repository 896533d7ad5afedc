const depthMax = 64;

/**
 * Reads the JSON that RocketMQ's servers write, which is not always JSON: object keys may be bare numbers (`{0:"host:port"}`)
 * or whole objects (`{{"topic":"a","queueId":0}:{…}}`). A key that is not a string is returned as its canonical JSON text.
 * Throws SyntaxError for anything else that is not JSON. Objects have no prototype.
 */
export function parseLenientJson(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.readValue(0);
  reader.expectEnd();
  return value;
}

const literals = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;
const numberPattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const stringPattern = /"(?:[^"\\]|\\.)*"/sy;
const spacePattern = /[ \t\r\n]*/y;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readValue(depth: number): unknown {
    if (depth > depthMax) {
      throw this.#fault("too deep");
    }
    this.#skipSpace();
    const first = this.#text[this.#at];
    if (first === "{") {
      return this.#readObject(depth);
    }
    if (first === "[") {
      return this.#readArray(depth);
    }
    if (first === '"') {
      return this.#readString();
    }
    for (const [word, value] of literals) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return Number(this.#match(numberPattern, "a value"));
  }

  expectEnd(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) {
      throw this.#fault("text after the value");
    }
  }

  #readObject(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = Object.create(null);
    this.#at += 1;
    if (this.#take("}")) {
      return object;
    }
    do {
      const key = this.readValue(depth + 1);
      if (!this.#take(":")) {
        throw this.#fault("expected a colon");
      }
      object[typeof key === "string" ? key : JSON.stringify(key)] = this.readValue(depth + 1);
    } while (this.#take(","));
    if (!this.#take("}")) {
      throw this.#fault("expected a closing brace");
    }
    return object;
  }

  #readArray(depth: number): unknown[] {
    const array: unknown[] = [];
    this.#at += 1;
    if (this.#take("]")) {
      return array;
    }
    do {
      array.push(this.readValue(depth + 1));
    } while (this.#take(","));
    if (!this.#take("]")) {
      throw this.#fault("expected a closing bracket");
    }
    return array;
  }

  #readString(): string {
    const token = this.#match(stringPattern, "a closed string");
    const text: unknown = JSON.parse(token);
    return String(text);
  }

  #take(mark: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== mark) {
      return false;
    }
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    this.#match(spacePattern, "");
  }

  #match(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    if (token === undefined) {
      throw this.#fault(`expected ${expected}`);
    }
    this.#at += token.length;
    return token;
  }

  #fault(what: string): SyntaxError {
    return new SyntaxError(`Not readable as JSON at position ${this.#at}: ${what}.`);
  }
}
