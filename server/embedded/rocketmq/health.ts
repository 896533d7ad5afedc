import type { EmbeddedRocketmq, RocketmqPart } from "./layout";
import { remotingRequest } from "./remoting-request";

const getBrokerRuntimeInfo = 28;
const getBrokerClusterInfo = 106;
const diskWarningRatio = 0.98;

/** Resolves to a remark for people (or undefined) when the server answers; rejects when it does not. */
export async function checkHealth(server: EmbeddedRocketmq, part: RocketmqPart): Promise<string | undefined> {
  if (part === "namesrv") {
    await remotingRequest(server.namesrvPort, getBrokerClusterInfo, { timeoutMs: 5000 });
    return undefined;
  }
  const reply = await remotingRequest(server.brokerPort, getBrokerRuntimeInfo, { timeoutMs: 5000 });
  const ratio = Number(/"commitLogDiskRatio":"([\d.]+)"/.exec(reply.body.toString("utf8"))?.[1] ?? 0);
  return ratio >= diskWarningRatio
    ? `the disk is ${Math.round(ratio * 100)} % full; the broker refuses new messages until space is freed`
    : undefined;
}
