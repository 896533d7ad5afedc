import { RemotingError } from "./errors";

export interface Address {
  host: string;
  port: number;
}

const addressPattern = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/;

/** `host:port` or `[ipv6]:port`. A server that names an address we cannot read is unreachable, not fatal. */
export function parseAddress(text: string): Address {
  const match = addressPattern.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new RemotingError("unreachable", `"${text.slice(0, 80)}" is not an address of the form host:port.`);
  }
  return { host, port };
}
