export interface KeyRange {
  gte: string;
  lt: string;
}

/** Every key under a prefix that ends with ":"; ";" is the next character. */
export function range(prefix: string): KeyRange {
  return { gte: prefix, lt: `${prefix.slice(0, -1)};` };
}

export function clientRange(prefix: string, clientId: string): KeyRange {
  return range(`${prefix}${encodeURIComponent(clientId)}:`);
}

/** The client ID in a key of the form `kind:client:…`; an ID holds no colon of its own there. */
export function clientIdOf(key: string): string {
  return decodeURIComponent(key.split(":", 2)[1] ?? "");
}
