import { RocketmqError } from "@/server/rocketmq/rocketmq-error";

/**
 * Everything that can go wrong on the wire, as a closed set.
 * - `unreachable`: no connection could be made; nothing was sent.
 * - `connectionLost`: the connection ended while the answer was awaited; the request may have been carried out.
 * - `timeout`: no answer in time; the request may have been carried out.
 * - `protocol`: the peer does not speak Remoting, or sent something malformed.
 * - `overloaded`: too many requests wait on this connection; nothing was sent.
 * - `refused`: the server answered with a code other than success; `responseCode` and `remark` carry it.
 * - `noRoute`: no name server knows a broker that can serve this topic.
 * - `closed`: this client was closed.
 * - `illegalMessage`: the message cannot be written on the wire.
 */
export const remotingErrorKinds = [
  "unreachable",
  "connectionLost",
  "timeout",
  "protocol",
  "overloaded",
  "refused",
  "noRoute",
  "closed",
  "illegalMessage",
] as const;
export type RemotingErrorKind = (typeof remotingErrorKinds)[number];

export class RemotingError extends RocketmqError {
  readonly kind: RemotingErrorKind;
  /** `host:port` of the peer, where there is one. */
  readonly address: string | undefined;
  readonly responseCode: number | undefined;
  readonly remark: string | undefined;

  constructor(kind: RemotingErrorKind, message: string, details: RemotingErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "RemotingError";
    this.kind = kind;
    this.address = details.address;
    this.responseCode = details.responseCode;
    this.remark = details.remark;
  }
}

export interface RemotingErrorDetails {
  address?: string | undefined;
  responseCode?: number | undefined;
  remark?: string | undefined;
  cause?: unknown;
}

const remarkLengthMax = 300;

/** Brokers append stack traces and whole headers to remarks: people get the first line. */
export function shortRemark(remark: string | undefined): string {
  const firstLine = (remark ?? "").split("\n", 1)[0] ?? "";
  return firstLine.length > remarkLengthMax ? `${firstLine.slice(0, remarkLengthMax)}…` : firstLine;
}

export function refusedError(address: string, responseCode: number, remark: string | undefined): RemotingError {
  const text = shortRemark(remark);
  const message = `${address} answered with code ${responseCode}${text === "" ? "" : `: ${text}`}`;
  return new RemotingError("refused", message, { address, responseCode, remark });
}
