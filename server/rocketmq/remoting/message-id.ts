/** The ID that a broker gives: its address and the place in its log, in hex. */
export function offsetMessageId(ip: Buffer, port: number, physicalOffset: number): string {
  const portHex = (port >>> 0).toString(16).padStart(8, "0");
  const offsetHex = physicalOffset.toString(16).padStart(16, "0");
  return `${ip.toString("hex")}${portHex}${offsetHex}`.toUpperCase();
}

const pattern = /^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{56})$/;

/** The place in the log that an ID names, or undefined when it is not the ID of a broker. */
export function physicalOffsetOf(messageId: string): string | undefined {
  if (!pattern.test(messageId)) {
    return undefined;
  }
  const offset = BigInt(`0x${messageId.slice(-16)}`);
  return offset <= BigInt(Number.MAX_SAFE_INTEGER) ? offset.toString() : undefined;
}
