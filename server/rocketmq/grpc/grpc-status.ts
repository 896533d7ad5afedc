import type { IncomingHttpHeaders, IncomingHttpStatusHeader } from "node:http2";

/** How a call ended, as gRPC says it; not to be confused with RocketMQ's own codes inside the answer. */
export interface GrpcStatus {
  code: number;
  details: string;
}

/** Of https://grpc.io/docs/guides/status-codes/ those that mean something here. */
export const grpcStatusCodes = { ok: 0, unknown: 2, deadlineExceeded: 4, unimplemented: 12, unavailable: 14 } as const;

/** From the trailers, or from the head of an answer that has nothing else. Undefined where there is none. */
export function readGrpcStatus(headers: IncomingHttpHeaders): GrpcStatus | undefined {
  const code = headers["grpc-status"];
  if (code === undefined) {
    return undefined;
  }
  const number = Number(code);
  return {
    code: Number.isInteger(number) ? number : grpcStatusCodes.unknown,
    details: decode(`${headers["grpc-message"] ?? ""}`),
  };
}

/** Whoever answers so does not speak gRPC: another web server, or a gateway without a proxy behind it. Undefined if it does. */
export function readForeignAnswer(headers: IncomingHttpHeaders & IncomingHttpStatusHeader): GrpcStatus | undefined {
  const status = headers[":status"];
  if (status === 200 && headers["content-type"]?.startsWith("application/grpc") === true) {
    return undefined;
  }
  const isGatewayAlone = status === 429 || status === 502 || status === 503 || status === 504;
  return {
    code: isGatewayAlone ? grpcStatusCodes.unavailable : grpcStatusCodes.unimplemented,
    details: `the answer was HTTP ${status ?? "without a status"}`,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
