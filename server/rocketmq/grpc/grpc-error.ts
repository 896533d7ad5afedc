import { shortRemark } from "@/server/rocketmq/remoting/errors";
import { RocketmqError } from "@/server/rocketmq/rocketmq-error";

/**
 * Everything that can go wrong between this client and a proxy, as a closed set.
 * - `unreachable`: no connection, or it ended while the answer was awaited; the request may have been carried out.
 * - `timeout`: no answer in time; the request may have been carried out.
 * - `refused`: the proxy answered with a code other than success; `code` carries it and `cause` the client library's exception.
 * - `protocol`: what answered does not speak RocketMQ's gRPC, or said something malformed.
 * - `closed`: this client was closed.
 */
export type GrpcErrorKind = "unreachable" | "timeout" | "refused" | "protocol" | "closed";

export class GrpcError extends RocketmqError {
  readonly kind: GrpcErrorKind;
  /** RocketMQ's own code, such as 40402; undefined where no proxy answered. */
  readonly code: number | undefined;
  /** The proxy's first line. */
  readonly remark: string;

  constructor(kind: GrpcErrorKind, message: string, details: GrpcErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "GrpcError";
    this.kind = kind;
    this.code = details.code;
    this.remark = shortRemark(details.remark);
  }
}

interface GrpcErrorDetails {
  code?: number | undefined;
  remark?: string | undefined;
  cause?: unknown;
}

export function refusedByProxy(address: string, code: number, remark: string, cause?: unknown): GrpcError {
  const text = shortRemark(remark);
  return new GrpcError("refused", `${address} answered with code ${code}${text === "" ? "" : `: ${text}`}`, {
    code,
    remark,
    cause,
  });
}
