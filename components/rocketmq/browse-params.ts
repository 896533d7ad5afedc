import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { BrowseParams } from "./rocketmq-queries";

export const browseModes = ["latest", "offset", "time", "key", "messageId"] as const;
export type BrowseMode = (typeof browseModes)[number];

/** The whole look-up is in the address: it can be shared and gone back to. */
export const browseAddress = {
  topic: parseAsString.withDefault(""),
  by: parseAsStringLiteral(browseModes).withDefault("latest"),
  queue: parseAsInteger,
  broker: parseAsString,
  offset: parseAsInteger,
  from: parseAsString,
  to: parseAsString,
  key: parseAsString,
  mid: parseAsString,
  limit: parseAsInteger.withDefault(32),
};

export interface BrowseAddress {
  topic: string;
  by: BrowseMode;
  queue: number | null;
  broker: string | null;
  offset: number | null;
  from: string | null;
  to: string | null;
  key: string | null;
  mid: string | null;
  limit: number;
}

/** Only what the chosen way of looking up needs. */
export function toBrowseParams(address: BrowseAddress): BrowseParams {
  const { by, limit } = address;
  if (by === "offset") {
    return {
      by,
      limit,
      queueId: address.queue ?? 0,
      offset: address.offset ?? 0,
      brokerName: address.broker ?? undefined,
    };
  }
  if (by === "time") {
    return { by, limit, from: address.from ?? undefined, to: address.to ?? undefined };
  }
  if (by === "key") {
    return { by, limit, key: address.key ?? undefined };
  }
  return by === "messageId" ? { by, limit, messageId: address.mid ?? undefined } : { by, limit };
}

/** Whether everything that the way of looking up needs is there. */
export function isComplete(address: BrowseAddress): boolean {
  const needed = { latest: "x", offset: "x", time: address.from, key: address.key, messageId: address.mid }[address.by];
  return address.topic !== "" && needed !== null && needed !== "";
}

/** `2026-11-23T09:05` of a date-time field, in the browser's zone, as ISO; empty when it is none. */
export function toIso(local: string): string | null {
  const time = new Date(local);
  return local === "" || Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The other way round, for the field. */
export function toLocal(iso: string | null): string {
  if (iso === null || Number.isNaN(Date.parse(iso))) {
    return "";
  }
  const time = new Date(iso);
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}
