import { ClientException, StatusChecker } from "rocketmq-client-nodejs";
import type { Status } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import { GrpcError, refusedByProxy } from "./grpc-error";

const { Code } = definition;

/** Throws `refused` with the client library's exception as its cause, unless the proxy said OK. */
export function requireOk(address: string, status: Status | undefined): void {
  if (status === undefined) {
    throw new GrpcError("protocol", `${address} answered without a status. Is it a RocketMQ proxy?`);
  }
  const code = status.getCode();
  if (code === Code.OK || code === Code.MULTIPLE_RESULTS) {
    return;
  }
  const remark = status.getMessage();
  throw refusedByProxy(address, code, remark, exceptionOf(status));
}

/** The library lets some codes pass as success, and knows no class for others. */
function exceptionOf(status: Status): ClientException | undefined {
  try {
    StatusChecker.check(status.toObject());
  } catch (error) {
    return error instanceof ClientException ? error : undefined;
  }
  return undefined;
}
