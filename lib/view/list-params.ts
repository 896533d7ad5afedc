import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { alertStates } from "../alerts/kinds";
import { instanceStatuses, instanceTypes } from "../instances/kinds";
import { limits } from "../limits";
import { rocketmqSeries } from "../rocketmq/kinds";

export const listSorts = ["-createdAt", "createdAt", "name", "-name"] as const;
export type ListSort = (typeof listSorts)[number];

const q = parseAsString.withDefault("");
const page = parseAsInteger.withDefault(1);
/** Absent: the size last chosen in this browser. */
const size = parseAsInteger;

/** What the address of each list may carry; server and browser read it alike. */
export const instanceListParams = {
  q,
  page,
  size,
  sort: parseAsStringLiteral(listSorts).withDefault("-createdAt"),
  status: parseAsStringLiteral(instanceStatuses),
  broker: parseAsStringLiteral(["embedded", "external"] as const),
  type: parseAsStringLiteral(instanceTypes),
  tag: parseAsString,
};
export const rocketmqListParams = {
  q,
  page,
  size,
  sort: parseAsStringLiteral(listSorts).withDefault("-createdAt"),
  series: parseAsStringLiteral(rocketmqSeries),
};
export const alertListParams = { q, page, size, state: parseAsStringLiteral(alertStates) };
export const plainListParams = { q, page, size };

export function toPageSize(size: number | null, remembered: number): number {
  const wanted = size ?? remembered;
  return wanted >= 1 && wanted <= limits.pageSizeMax ? wanted : limits.pageSizeDefault;
}
