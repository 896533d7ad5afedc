import { say } from "@/lib/said/say";
import { shortRemark } from "@/server/rocketmq/remoting/errors";
import { describeSocketError } from "@/server/rocketmq/remoting/open-socket";
import { GrpcError } from "./grpc-error";
import { type GrpcStatus, grpcStatusCodes } from "./grpc-status";

export function closedError(): GrpcError {
  return new GrpcError("closed", "This client was closed.");
}

export function timeoutError(address: string, timeoutMs: number): GrpcError {
  return new GrpcError("timeout", `${address} did not answer within ${timeoutMs} ms.`);
}

export function malformedError(address: string, cause: unknown): GrpcError {
  return new GrpcError("protocol", `${address} gave an answer that cannot be read.`, { cause });
}

/** The connection, or the call on it, ended before the answer was whole. */
export function lostError(address: string, cause: unknown): GrpcError {
  return unreachable(address, whyEnded(cause), cause);
}

/** For a call that ended with a status other than OK. */
export function statusError(address: string, { code, details }: GrpcStatus, timeoutMs: number): GrpcError {
  switch (code) {
    case grpcStatusCodes.deadlineExceeded:
      return timeoutError(address, timeoutMs);
    case grpcStatusCodes.unimplemented:
      return new GrpcError("protocol", `${address} is no RocketMQ proxy: it does not know this request.`);
    default:
      return unreachable(address, shortRemark(details) || `gRPC status ${code}`);
  }
}

function unreachable(address: string, why: string, cause?: unknown): GrpcError {
  return new GrpcError("unreachable", say("cannotReach", { address, why }), { cause });
}

function whyEnded(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_HTTP2_ERROR") {
    return say("noHttp2");
  }
  const isEndedOnly = error === undefined || (typeof code === "string" && code.startsWith("ERR_HTTP2_"));
  return isEndedOnly ? say("peerClosed") : describeSocketError(error);
}
