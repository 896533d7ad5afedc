import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { say } from "@/lib/said/say";
import { GrpcClient } from "./grpc-client";
import { GrpcError } from "./grpc-error";

const { Code } = definition;

/** A proxy answers for any topic; that nobody has this one is as good an answer as another. */
const anyTopic = "SLUICE_CONNECTION_TEST";

/** Resolves to what was found, for people; rejects with GrpcError when the proxy cannot be used with this account. */
export async function askProxy(target: RocketmqTarget, timeoutMs: number): Promise<string> {
  try {
    await withClient(target, timeoutMs, (client) => client.route(anyTopic));
  } catch (error) {
    if (!(error instanceof GrpcError)) {
      throw error;
    }
    if (error.kind !== "refused") {
      const advice = say("wrongProxyPort", { why: error.message });
      throw new GrpcError(error.kind, advice, { cause: error });
    }
    if (error.code === Code.UNAUTHORIZED) {
      throw new GrpcError("refused", say("wrongAccount", { why: error.message }), { cause: error });
    }
  }
  return say("proxyAnswers");
}

/** By the route that a sender would ask for. Rejects with GrpcError when the proxy does not tell. */
export async function topicExists(target: RocketmqTarget, topic: string, timeoutMs: number): Promise<boolean> {
  try {
    await withClient(target, timeoutMs, (client) => client.route(topic));
    return true;
  } catch (error) {
    if (error instanceof GrpcError && error.code === Code.TOPIC_NOT_FOUND) {
      return false;
    }
    throw error;
  }
}

async function withClient<T>(
  target: RocketmqTarget,
  requestTimeoutMs: number,
  work: (client: GrpcClient) => Promise<T>,
): Promise<T> {
  const client = new GrpcClient(target, { requestTimeoutMs });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
