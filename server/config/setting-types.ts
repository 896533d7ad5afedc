import { isIP } from "node:net";
import { z } from "zod";

export const listenPort = z.coerce
  .number({ error: "must be a port number" })
  .int("must be a port number")
  .min(1, "must be a port between 1 and 65535")
  .max(65_535, "must be a port between 1 and 65535");

export const hostName = z.string().regex(/^[\w.:-]+$/, "must be an IP address or a host name");

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

export const loopbackHost = hostName.refine(
  isLoopback,
  "must be a loopback address (127.0.0.1, ::1 or localhost): the console has no sign-in yet",
);

function splitList(text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  return [...new Set(parts.filter(Boolean))];
}

/** A comma-separated list of names from a closed set, without duplicates. */
export function list<const T extends readonly [string, ...string[]]>(names: T) {
  const known = names.map((name) => `\`${name}\``).join(", ");
  return z
    .string()
    .transform(splitList)
    .pipe(z.array(z.enum(names, { error: `takes names from ${known}` })).min(1, `must name at least one of ${known}`));
}

export const hostNames = z.string().transform(splitList).pipe(z.array(hostName));
