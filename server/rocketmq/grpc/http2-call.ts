import { type ClientHttp2Session, type ClientHttp2Stream, constants, type OutgoingHttpHeaders } from "node:http2";
import { FrameReader } from "./frames";
import { type GrpcStatus, readForeignAnswer, readGrpcStatus } from "./grpc-status";

export interface CallEvents {
  onMessage(message: Buffer): void;
  /** Once, and last. `status` is undefined when the stream broke off before the peer had said how it ended. */
  onEnd(status: GrpcStatus | undefined, error: unknown): void;
}

/** One call on a connection. Throws when the connection has ended meanwhile. */
export function startCall(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  { onMessage, onEnd }: CallEvents,
): ClientHttp2Stream {
  const stream = session.request(headers);
  const reader = new FrameReader();
  let status: GrpcStatus | undefined;
  let failure: unknown;
  stream.on("response", (head) => {
    status = readGrpcStatus(head) ?? readForeignAnswer(head);
  });
  stream.on("trailers", (trailers) => {
    status ??= readGrpcStatus(trailers);
  });
  stream.on("data", (piece: Buffer) => {
    try {
      if (status === undefined) {
        reader.push(piece).forEach(onMessage);
      }
    } catch (error) {
      failure = error;
      stream.close(constants.NGHTTP2_CANCEL);
    }
  });
  stream.on("error", (error) => {
    failure ??= error;
  });
  stream.on("close", () => onEnd(status, failure));
  return stream;
}
