import type { ConsoleApp } from "@/tests/helpers/console-app";
import { waitFor } from "@/tests/helpers/wait-for";

export interface MuchData {
  regionId: string;
  instanceId: string;
  instances: number;
  topics: number;
  rules: number;
}

export type SeedSizes = Pick<MuchData, "instances" | "topics" | "rules">;

export const fullSizes: SeedSizes = { instances: 1_000, topics: 10_000, rules: 100 };
/** Shows that the programs work; says nothing about speed. */
export const smokeSizes: SeedSizes = { instances: 30, topics: 60, rules: 5 };
const parallel = 8;

async function inParallel(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

const numbered = (prefix: string, index: number) => `${prefix}-${String(index).padStart(5, "0")}`;

/** Through the public API, so that every check of the services is paid for and nothing is there that a person could not make. */
export async function seedMuch(app: ConsoleApp, sizes: SeedSizes): Promise<MuchData> {
  const { api } = app;
  const { instanceId, regionId } = await api.embeddedInstance();
  const rocketmq = await api.embeddedRocketmq();
  await api.call("PATCH", `/instances/${instanceId}`, { topicQuota: sizes.topics, ruleQuota: sizes.rules });
  await inParallel(sizes.instances - 1, (index) =>
    api.call("POST", "/instances", {
      name: numbered("instance", index),
      regionId,
      tags: { site: `site-${index % 20}` },
      connection: { url: `mqtt://127.0.0.1:${app.ports.mqtt}` },
    }),
  );
  await inParallel(sizes.topics, (index) => api.createTopic(instanceId, numbered("topic", index)));
  await api.createRocketmqTopic(rocketmq.instanceId, "bench-console");
  await inParallel(sizes.rules, (index) =>
    api.createOutboundRule(instanceId, {
      ruleId: numbered("rule", index),
      topic: numbered("topic", index),
      rocketmqInstanceId: rocketmq.instanceId,
      destinationTopic: "bench-console",
    }),
  );
  const isRunning = async (ruleId: string) => (await api.rule(ruleId)).state === "running";
  await waitFor(
    async () => (await isRunning(numbered("rule", 0))) && (await isRunning(numbered("rule", sizes.rules - 1))),
    {
      timeoutMs: 60_000,
      intervalMs: 500,
      what: "the first and the last rule run",
    },
  );
  return { regionId, instanceId, ...sizes };
}
