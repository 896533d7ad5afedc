import { benchTopics } from "@/tests/bench/topics";
import { waitFor } from "@/tests/helpers/wait-for";
import { type Bridge, ours, stored } from "./contract";

const confirmed =
  "every PUBACK, each written after RocketMQ stored the message (or the spool, where that took over a second), and the queues' maximum offsets";

export const embeddedOurs: Bridge = {
  kind: "bridge",
  name: "embedded-ours",
  isOurs: true,
  description: "this product, embedded MQTT broker, one rule, everything on (order, spool, ledger, metrics)",
  waitedFor: confirmed,
  hasEndToEndAcknowledgement: true,
  start: (servers) => ours(servers, { parentTopic: benchTopics.embedded }),
};

export const externalOurs: Bridge = {
  kind: "bridge",
  name: "external-ours",
  isOurs: true,
  description: "this product, Mosquitto as external broker, one rule, everything on",
  waitedFor: stored,
  async start(servers) {
    const { api } = servers.product.app;
    const ruleId = benchTopics.external;
    await api.setRuleStatus(ruleId, "enable");
    const isRunning = async () => (await api.rule(ruleId)).state === "running";
    await waitFor(isRunning, { timeoutMs: 30_000, what: "the external rule runs" });
    const stop = async () => {
      await api.setRuleStatus(ruleId, "disable");
    };
    return await ours(servers, { parentTopic: benchTopics.external, mqttPort: servers.mosquittoPort, stop });
  },
};

/** As many rules under load at once, each with its own parent topic and its own topic in RocketMQ. */
function manyRules(ruleCount: number): Bridge {
  const parentTopic = benchTopics.many;
  return {
    kind: "bridge",
    name: `rules-${ruleCount}`,
    isOurs: true,
    description: `this product, embedded MQTT broker, 100 connections spread over ${ruleCount === 1 ? "one rule" : `${ruleCount} rules`}`,
    waitedFor: confirmed,
    connections: 100,
    start: (servers) =>
      ours(servers, {
        parentTopic,
        topicCount: ruleCount,
        countDone: async () => {
          const topics = benchTopics.manyNames.slice(0, ruleCount);
          const counts = await Promise.all(topics.map((topic) => servers.stored(topic)));
          return counts.reduce((sum, count) => sum + count, 0);
        },
      }),
  };
}

export const rules: readonly Bridge[] = [1, 10, 100].map(manyRules);

function overGrpc(name: string, parentTopic: string, description: string, share: number, connections?: number): Bridge {
  return {
    kind: "bridge",
    name,
    isOurs: true,
    description,
    waitedFor: confirmed,
    share,
    ...(connections === undefined ? {} : { connections }),
    start: (servers) => ours(servers, { parentTopic, countDone: () => servers.stored5(parentTopic) }),
  };
}

export const grpcOrdered = overGrpc(
  "grpc-ours-ordered",
  benchTopics.grpcOrdered,
  "this product, embedded MQTT broker to RocketMQ 5.5.0 over gRPC, in order: one message a request and one request under way for each of 100 devices, a FIFO topic",
  0.05,
  100,
);
export const grpcUnordered = overGrpc(
  "grpc-ours-unordered",
  benchTopics.grpcUnordered,
  "this product, embedded MQTT broker to RocketMQ 5.5.0 over gRPC, batches without order",
  0.3,
);

let spoolTurns = 0;

export const spoolOurs: Bridge = {
  kind: "bridge",
  name: "spool-ours",
  isOurs: true,
  description: "this product, embedded MQTT broker, while RocketMQ cannot be reached: everything goes to disk",
  waitedFor: "every PUBACK, each written after the message was committed to the spool on disk",
  async start({ product }) {
    const { api, ports } = product.app;
    const { instanceId } = await api.embeddedInstance();
    // A rule of its own each time: its spool is empty.
    const ruleId = `${benchTopics.spool}-${spoolTurns++}`;
    await api.createOutboundRule(instanceId, {
      ruleId,
      topic: benchTopics.spool,
      rocketmqInstanceId: product.unreachableRocketmqId,
      destinationTopic: benchTopics.spool,
      // What is enabled at once must be reachable.
      status: "disabled",
    });
    await api.setRuleStatus(ruleId, "enable");
    const isTried = async () => (await api.rule(ruleId)).stateReason?.startsWith("sinkUnreachable") ?? false;
    await waitFor(isTried, { timeoutMs: 30_000, what: "the rule has found that RocketMQ cannot be reached" });
    return {
      pid: await product.app.runtimePid(),
      mqttPort: ports.mqtt,
      parentTopic: benchTopics.spool,
      stop: () => api.deleteRule(ruleId, true),
    };
  },
};
